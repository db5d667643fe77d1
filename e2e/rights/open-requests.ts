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
  return request.newContext({ baseURL: url, extraHTTPHeaders: value ? { cookie: `${cookie}=${value}` } : {} });
}
