import { type NextRequest, NextResponse } from "next/server";
import { paths } from "@/lib/paths";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";

// Only for who has neither cookie: Next would otherwise enter the middleware's sandbox for every page of everybody, which costs half as much
// again as an empty page. Next reads this object without running the file, so the names of SESSION_COOKIE stand here as text.
export const config = {
  matcher: [
    {
      source: "/courses/:path*",
      missing: [
        { type: "cookie", key: "__Host-bursar-session" },
        { type: "cookie", key: "bursar-session" },
      ],
    },
    {
      source: "/admin/:path*",
      missing: [
        { type: "cookie", key: "__Host-bursar-session" },
        { type: "cookie", key: "bursar-session" },
      ],
    },
  ],
};

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
