import { paths } from "@/lib/paths";

const HERE = "http://portal.invalid";

/**
 * The page to go to after signing in, or null when `wanted` is none of this portal's: only a path that a browser, too, reads as
 * one of the same site passes (no `//host`, no `/\host`, no scheme), and neither the sign-in pages nor an endpoint.
 */
export function safeNextPath(wanted: unknown): string | null {
  if (typeof wanted !== "string" || wanted.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) {
    return null;
  }
  if (!URL.canParse(wanted, HERE)) {
    return null;
  }
  // Dots are resolved before the answer is built, so that `/./sign-in` or `/.//host` cannot hide what they lead to.
  const { origin, pathname, search } = new URL(wanted, HERE);
  const isElsewhere = origin !== HERE || pathname.startsWith("//") || pathname.includes("\\");
  const isOwnWay = pathname === paths.signIn || pathname.startsWith(`${paths.signIn}/`) || pathname.startsWith("/api/");
  return isElsewhere || isOwnWay ? null : pathname + search;
}
