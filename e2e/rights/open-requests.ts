import { type APIRequestContext, request } from "@playwright/test";
import { sessionValue } from "@/e2e/fixtures/session";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";
import type { Prisma } from "@/server/db";

/**
 * Plain requests in somebody's name, or in nobody's: no browser, so that thousands of them take seconds. `dispose` it in the end.
 */
export async function openRequests({
  prisma,
  url,
  email,
  cookie = SESSION_COOKIE.plain,
}: {
  prisma: Prisma;
  url: string;
  email: string | null;
  cookie?: string;
}): Promise<APIRequestContext> {
  const value = email && (await sessionValue({ prisma, email })).value;
  if (!value) return request.newContext({ baseURL: url });
  // A jar keeps the cookie over redirects, which a header does not outlive; but no jar sends a cookie of https to a portal on http.
  if (cookie === SESSION_COOKIE.secure) {
    return request.newContext({ baseURL: url, extraHTTPHeaders: { cookie: `${cookie}=${value}` } });
  }
  const attributes = { domain: new URL(url).hostname, path: "/", expires: -1, httpOnly: true, secure: false } as const;
  const kept = { name: cookie, value, sameSite: "Lax", ...attributes } as const;
  return request.newContext({ baseURL: url, storageState: { cookies: [kept], origins: [] } });
}
