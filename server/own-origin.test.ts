import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function judge(publicUrl: string, headers: Record<string, string>): Promise<boolean> {
  vi.stubEnv("PUBLIC_URL", publicUrl);
  const { isOwnOrigin } = await import("./own-origin");
  return isOwnOrigin(new Headers(headers));
}

const PORTAL = "https://credits.example.org";

test.each([
  [true, { origin: PORTAL, "sec-fetch-site": "same-origin" }],
  [true, { origin: PORTAL, "sec-fetch-site": "none" }],
  [true, { origin: PORTAL }],
  [true, { origin: "https://portal.internal", host: "portal.internal" }],
  [false, { origin: PORTAL, "sec-fetch-site": "cross-site" }],
  [false, { origin: PORTAL, "sec-fetch-site": "same-site" }],
  [false, { origin: "http://credits.example.org", "sec-fetch-site": "same-origin" }],
  [false, { origin: "https://credits.example.org:8443" }],
  [false, { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
  [false, { origin: "null", "sec-fetch-site": "same-origin" }],
  [false, { "sec-fetch-site": "same-origin" }],
  [false, {}],
])("%s for %o (T9)", async (expected, headers) => {
  expect(await judge(PORTAL, headers)).toBe(expected);
});

test("a portal without https takes its own pages, behind whatever scheme (T9)", async () => {
  expect(await judge("http://localhost:3000", { origin: "http://localhost:3000" })).toBe(true);
  expect(await judge("http://localhost:3000", { origin: "https://localhost:3000" })).toBe(true);
});
