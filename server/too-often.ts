import { redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import type { TooOften } from "./limits";

/** The page that says what was done too often and when to try again; the web server sends it with status 429 (scripts/start/answer-faults.mjs). */
export function tooOftenPath({ limit, by, seconds }: TooOften): string {
  return paths.tooOften({ of: limit, by, seconds });
}

/** Takes a person there when there is a refusal; otherwise nothing happens. */
export function heedLimit(refused: TooOften | null): void {
  if (refused) redirect(tooOftenPath(refused));
}
