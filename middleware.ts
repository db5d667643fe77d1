import { type NextRequest, NextResponse } from "next/server";
import { paths } from "@/lib/paths";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";

export const config = { matcher: ["/courses/:path*", "/admin/:path*"] };

/**
 * Sends a visitor without a session cookie to the sign-in page at once. It proves nothing and grants nothing: every page,
 * route and action does that itself, and without this file only the way back to the page asked for would be lost.
 */
export function middleware(request: NextRequest) {
  const hasCookie = request.cookies.has(SESSION_COOKIE.secure) || request.cookies.has(SESSION_COOKIE.plain);
  if (hasCookie || !["GET", "HEAD"].includes(request.method)) {
    return NextResponse.next();
  }
  const { pathname, search } = request.nextUrl;
  const target = request.nextUrl.clone();
  target.pathname = paths.signIn;
  target.search = new URLSearchParams({ next: pathname + search }).toString();
  return NextResponse.redirect(target);
}
