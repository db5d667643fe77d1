import type { APIResponse } from "@playwright/test";
import { reservePortalUrl, startPortal } from "@/e2e/fixtures/portal";
import { readRun } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { buildGround } from "@/e2e/rights/build-ground";
import { callAction, listActions } from "@/e2e/rights/call-action";
import { SHARED_FIELDS } from "@/e2e/rights/list-actions";
import { fillRoute, RIGHTS } from "@/e2e/rights/list-rights";
import { openRequests } from "@/e2e/rights/open-requests";
import { paths } from "@/lib/paths";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";
import { type Scanned, scoreHeaders } from "./score-headers";

// Mozilla's HTTP Observatory, on every kind of answer. It speaks to sites on https, so these portals believe that a proxy serves them there.

const OUTSIDE = "https://credits.example.org";
const BAR = 130;

/** The bits of an answer that are there for whom it was made: these must not be kept by anybody. */
const PERSONAL = /^\/(courses|admin|sign-in|trouble|api)\b/;

async function scan(answer: APIResponse): Promise<Scanned> {
  const setCookies = answer.headersArray().flatMap(({ name, value }) => (/^set-cookie$/i.test(name) ? [value] : []));
  return { headers: answer.headers(), setCookies, body: await answer.text() };
}

test("every answer of the portal has 130 points of the Observatory or more (T25)", async ({ data }) => {
  test.slow();
  const { prisma } = data.db;
  const { main } = readRun();
  const url = await reservePortalUrl();
  const stop = await startPortal({
    name: "on-https",
    url,
    settings: {
      PUBLIC_URL: OUTSIDE,
      DEMONSTRATION: "off",
      WORKER: "off",
      SMTP_URL: "smtp://127.0.0.1:9",
      MAIL_FROM: "Bursar <bursar@example.org>",
      DATABASE_URL: main.databaseUrl,
    },
  });
  try {
    const { people, parameters } = await buildGround(data);
    const as = async (email: string | null) => openRequests({ prisma, url, email, cookie: SESSION_COOKIE.secure });
    const [nobody, participant, instructor] = [
      await as(null),
      await as(people.participant.email),
      await as(people.instructor.email),
    ];
    const below: string[] = [];
    const careless: string[] = [];
    const statuses = new Set<number>();
    const judge = async (said: string, answer: APIResponse) => {
      const scanned = await scan(answer);
      const { total, points } = scoreHeaders(scanned);
      if (total < BAR) below.push(`${said} (${answer.status()}): ${total} ${JSON.stringify(points)}`);
      const path = new URL(answer.url()).pathname;
      if (PERSONAL.test(path) && !scanned.headers["cache-control"]?.includes("no-store")) careless.push(said);
      statuses.add(answer.status());
      return scanned;
    };

    for (const route of Object.keys(RIGHTS)) {
      const path = fillRoute(route, parameters);
      await judge(`${route} as nobody`, await nobody.get(path, { maxRedirects: 0 }));
      const member = route.startsWith("/courses") ? participant : instructor;
      await judge(`${route} as a member`, await member.get(path, { maxRedirects: 0 }));
    }
    await judge("a page for Next's own script", await participant.get(paths.courses, { headers: { RSC: "1" } }));
    const landing = await judge("the landing page", await nobody.get("/"));
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(landing.body)?.[1] ?? "";
    expect(script).not.toBe("");
    for (const path of [
      script,
      "/icon.svg",
      "/no-such-page",
      "/_next/static/no-such-file.js",
      "/api/no-such-thing",
      "/%E0%A4%A",
    ]) {
      await judge(path, await nobody.get(path, { maxRedirects: 0 }));
      await judge(`HEAD ${path}`, await nobody.head(path, { maxRedirects: 0 }));
    }
    await judge("a method that is not allowed", await nobody.put("/icon.svg", { maxRedirects: 0 }));
    await judge(
      "a form from elsewhere",
      await instructor.post(paths.exportCodes(parameters.course ?? ""), { form: {} }),
    );

    const action = listActions().find(({ name }) => name === "requestSignInMail");
    if (!action) throw new Error("the build has no action for signing in");
    const send = (origin: string) =>
      callAction({
        as: nobody,
        action: { ...action, route: paths.signIn },
        row: { right: "everybody" },
        fields: SHARED_FIELDS,
        parameters,
        // A proxy passes on by which name it was asked.
        headers: { origin, host: new URL(OUTSIDE).host },
      });
    await judge("an action from elsewhere", await send("https://evil.example"));
    const asked = await judge("an answer with a cookie", await send(OUTSIDE));
    expect(asked.setCookies).toEqual([
      expect.stringMatching(/^__Host-bursar-sign-in=.*Path=\/;.*Secure; HttpOnly; SameSite=lax/i),
    ]);

    expect(below).toEqual([]);
    expect(careless, "may be kept by a cache").toEqual([]);
    expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 307, 403, 404, 500]));
    await Promise.all([nobody, participant, instructor].map((one) => one.dispose()));
  } finally {
    await stop();
  }
});

test("every page has a nonce of its own, on every script, and nothing else that lets one run (T25)", async ({
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of ["/", "/", "/help", "/sign-in", "/no-such-page"]) {
    // A nonce that the sender names must not become ours.
    const answer = await request.get(path, { headers: { "content-security-policy": "script-src 'nonce-planted'" } });
    const policy = answer.headers()["content-security-policy"] ?? "";
    const nonce = /script-src 'nonce-([A-Za-z0-9+/]{22}==)' 'strict-dynamic'(;|$)/.exec(policy)?.[1] ?? "";
    nonces.add(nonce);
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length, path).toBeGreaterThan(0);
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
  }
  expect(nonces.size).toBe(5);
});

test("what the Observatory marks down is marked down here (T25)", async ({ request }) => {
  const answer = await scan(await request.get("/"));
  const good: Scanned = {
    ...answer,
    headers: { ...answer.headers, "strict-transport-security": "max-age=63072000" },
  };
  expect(scoreHeaders(good).total).toBe(BAR);
  const policy = good.headers["content-security-policy"] ?? "";
  const withPolicy = (text: string) =>
    scoreHeaders({ ...good, headers: { ...good.headers, "content-security-policy": text } }).points.csp;
  expect(withPolicy(policy.replace(/'nonce-\S+' 'strict-dynamic'/, "'self' 'unsafe-inline'"))).toBe(-20);
  expect(withPolicy(policy.replace(/'nonce-\S+' /, ""))).toBe(-25);
  expect(withPolicy(policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"))).toBe(0);
  expect(withPolicy(policy.replace("default-src 'none'", "default-src 'self'"))).toBe(5);
  expect(withPolicy("")).toBe(-25);
  for (const [name, least] of [
    ["strict-transport-security", 80],
    ["x-content-type-options", 125],
    ["cross-origin-resource-policy", 120],
    ["referrer-policy", 125],
  ] as const) {
    const { [name]: _, ...headers } = good.headers;
    expect(scoreHeaders({ ...good, headers }).total, `without ${name}`).toBe(least);
  }
  const cookies = (line: string) => scoreHeaders({ ...good, setCookies: [line] }).points.cookies;
  expect(cookies("bursar-session=x; Path=/; Secure; HttpOnly; SameSite=Lax")).toBe(5);
  expect(cookies("bursar-session=x; Path=/; Secure; SameSite=Lax")).toBe(-30);
  expect(cookies("bursar-session=x; Path=/; HttpOnly; SameSite=Lax")).toBe(-10);
});
