import { readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, request } from "@playwright/test";
import { copyBuild } from "@/e2e/fixtures/copy-build";
import { BUILD_COPY, reservePortalUrl, startPortal } from "@/e2e/fixtures/portal";
import { readRun, runFolder } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildGround } from "./build-ground";
import { checkMatrix } from "./check-matrix";
import { fillRoute, MAY, RIGHTS, ROLES, type Role } from "./list-rights";
import { openRequests } from "./open-requests";

// middleware.ts grants nothing: the rights are the same without it, and whatever is done to get past it.

test("without middleware the rights are the same (T8)", async ({ data, ground }) => {
  test.slow();
  const folder = join(runFolder, "next-without-middleware");
  copyBuild({ from: BUILD_COPY, to: folder });
  takeMiddlewareOut(folder);
  const url = await reservePortalUrl();
  const { main } = readRun();
  const settings = { DATABASE_URL: main.databaseUrl, NEXT_DIST_DIR: folder, DEMONSTRATION: "off", WORKER: "off" };
  const mail = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "Bursar <bursar@example.org>" };
  const stop = await startPortal({ name: "without-middleware", url, settings: { ...settings, ...mail } });
  try {
    // The control: here the middleware keeps the way back, there nothing does.
    const ways = await Promise.all([ground.url, url].map(leadAway));
    expect(ways).toEqual([`${paths.signIn}?next=%2Fcourses`, paths.signIn]);
    for (const role of ROLES) await checkMatrix({ role, data, url, isBrief: true });
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function leadAway(url: string): Promise<string> {
  const as = await request.newContext({ baseURL: url });
  const { location = "" } = (await as.get(paths.courses, { maxRedirects: 0 })).headers();
  await as.dispose();
  return location.replace(url, "");
}

/** In a copy made of hard links: a file is replaced, never written to. */
function takeMiddlewareOut(folder: string): void {
  const file = join(folder, "server/middleware-manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  expect(Object.keys(manifest.middleware)).toEqual(["/"]);
  unlinkSync(file);
  writeFileSync(file, JSON.stringify({ ...manifest, middleware: {}, sortedMiddleware: [] }));
}

type Way = { said: string; path?: (path: string) => string; headers?: Record<string, string> };

const NAVIGATION = { RSC: "1", "Next-Url": "/courses" };
const SUBREQUEST = "x-middleware-subrequest";

const WAYS: Way[] = [
  { said: "a subrequest of the middleware's", headers: { [SUBREQUEST]: Array(5).fill("middleware").join(":") } },
  { said: "the same of another tree", headers: { [SUBREQUEST]: Array(5).fill("src/middleware").join(":") } },
  { said: "the same of an old name", headers: { [SUBREQUEST]: "pages/_middleware" } },
  { said: "what a middleware has let pass", headers: { "x-middleware-next": "1", "x-middleware-invoke": "1" } },
  { said: "a path that was matched already", headers: { "x-matched-path": "/help", "x-invoke-path": "/help" } },
  { said: "a navigation by script", headers: NAVIGATION },
  { said: "a prefetch", headers: { ...NAVIGATION, "Next-Router-Prefetch": "1", purpose: "prefetch" } },
  {
    said: "a prefetch of segments",
    headers: { ...NAVIGATION, "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  },
  { said: "a request for data", headers: { "x-nextjs-data": "1" } },
  { said: "_rsc", path: (path) => `${path}?_rsc=1a2b3`, headers: NAVIGATION },
  { said: ".rsc", path: (path) => `${path}.rsc`, headers: NAVIGATION },
  { said: ".prefetch.rsc", path: (path) => `${path}.prefetch.rsc`, headers: NAVIGATION },
  { said: ".segments", path: (path) => `${path}.segments/_tree.segment.rsc`, headers: NAVIGATION },
  { said: ".segments of the page", path: (path) => `${path}.segments/__PAGE__.segment.rsc`, headers: NAVIGATION },
  { said: ".json", path: (path) => `/_next/data/${readFileSync(join(BUILD_COPY, "BUILD_ID"), "utf8")}${path}.json` },
  { said: "// before", path: (path) => `/${path}` },
  { said: "// within", path: (path) => path.replace(/(?<=.)\//, "//") },
  { said: "%2f", path: (path) => path.replace(/(?<=.)\//, "%2f") },
  {
    said: "a letter in code",
    path: (path) => path.replace(/^\/(.)/, (_, letter) => `/%${letter.charCodeAt(0).toString(16)}`),
  },
  { said: "capitals", path: (path) => path.replace(/^\/\w+/, (first) => first.toUpperCase()) },
  { said: "a slash behind", path: (path) => `${path}/` },
];

/** Whether an answer holds something of the course: its title, which no other page has, or a file, which cannot be read here. */
async function tells({ as, url, marker, way }: { as: APIRequestContext; url: string; marker: string; way: Way }) {
  let answer = await as.get(url, { headers: way.headers, maxRedirects: 0 });
  // Next answers a navigation that misses its mark (_rsc) by leading to the one that has it. What leads to the sign-in page tells nothing.
  for (let hop = 0; hop < 3; hop += 1) {
    const { location } = answer.headers();
    if (location === undefined || /\/sign-in\?/.test(location)) break;
    answer = await as.get(new URL(location, answer.url()).href, { headers: way.headers, maxRedirects: 0 });
  }
  const type = answer.headers()["content-type"] ?? "text/plain";
  const isFile = answer.ok() && !/^text\/(html|plain|x-component)/.test(type);
  return isFile || (await answer.text()).includes(marker);
}

const FEW = new Set(["a subrequest of the middleware's", "a navigation by script", ".rsc"]);
const TRIED: [Role, Way[]][] = [
  ["anonymous", WAYS],
  ["elsewhere", WAYS],
  ["participant", WAYS.filter(({ said }) => FEW.has(said))],
  ["assistant", WAYS.filter(({ said }) => FEW.has(said))],
];

for (const [role, ways] of TRIED) {
  test(`no way round the middleware tells ${role} what the matrix denies (T8)`, async ({ data, ground }) => {
    test.slow();
    const { people, marker, parameters } = await buildGround(data);
    const email = role === "anonymous" ? null : people[role].email;
    const as = await openRequests({ prisma: data.db.prisma, url: ground.url, email });
    const denied = Object.entries(RIGHTS).filter(([, right]) => !(MAY[right] as readonly Role[]).includes(role));
    expect(denied.length).toBeGreaterThan(20);
    const told: string[] = [];
    for (const [route] of denied) {
      const path = fillRoute(route, parameters);
      const found = await Promise.all(
        ways.map(async (way) => {
          const url = ground.url + (way.path?.(path) ?? path);
          return (await tells({ as, url, marker, way })) ? [`${route} by ${way.said}`] : [];
        }),
      );
      told.push(...found.flat());
    }
    await as.dispose();
    expect(told).toEqual([]);
  });
}

test("by the ways that Next itself goes, who may see a course does see it (T8)", async ({ data, ground }) => {
  const { people, marker, parameters } = await buildGround(data);
  const as = await openRequests({ prisma: data.db.prisma, url: ground.url, email: people.participant.email });
  const seen = [];
  for (const way of WAYS) {
    const path = paths.course(parameters.course ?? "");
    if (await tells({ as, url: ground.url + (way.path?.(path) ?? path), marker, way })) seen.push(way.said);
  }
  await as.dispose();
  expect(seen).toEqual(expect.arrayContaining(["a subrequest of the middleware's", "a navigation by script", "_rsc"]));
});
