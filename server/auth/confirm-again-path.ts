import { paths } from "@/lib/paths";

/** The page on which a signed-in person confirms again who they are, and from which they come back to `next`. */
export function confirmAgainPath(next: string): string {
  return `${paths.confirmAgain}?${new URLSearchParams({ next })}`;
}
