import { reservePortalUrl, startPortal } from "@/e2e/fixtures/portal";
import { expect, test } from "@/e2e/fixtures/test";
import { createRandom } from "@/faults/random";
import { startProxy } from "@/faults/start-proxy";
import { compareByRanks } from "@/scripts/compare-by-ranks";

/** Posts the sign-in form as a browser without scripts does, as the person who typed this address. */
async function prepareForm(url: string) {
  const page = await (await fetch(`${url}/sign-in`)).text();
  const form = /<form[^>]*>(?:(?!<\/form>).)*name="email".*?<\/form>/s.exec(page)?.[0] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  expect(hidden.length).toBeGreaterThan(0);
  return (email: string) => {
    const body = new FormData();
    for (const [, name = "", value = ""] of hidden) body.set(name, value.replaceAll("&quot;", '"'));
    body.set("email", email);
    return fetch(`${url}/sign-in`, { method: "POST", body, headers: { Origin: url }, redirect: "manual" });
  };
}

/** Where it stands who is enrolled or was here before. */
const TELLS_WHO = /\b(enrolments|users|administrators|accounts)\b/;

/** The statements of a request to PostgreSQL, without their values. */
const outline = (sent: string) =>
  sent.match(/\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|BEGIN|COMMIT|ROLLBACK)\b( \w+)?/g);

test("200 known and 200 unknown addresses are answered alike: body, status, statements and, by their ranks, time (T14)", async ({
  data,
  ground,
}) => {
  const url = await reservePortalUrl();
  let sent = "";
  const database = new URL(ground.databaseUrl);
  const proxy = await startProxy({
    to: Number(database.port),
    random: createRandom(1),
    onSent: (piece) => {
      sent += piece.toString("latin1");
    },
  });
  database.port = String(proxy.port);
  // Without the worker: a mail on its way would slow whichever request comes after it.
  const settings = { DEMONSTRATION: "on", WORKER: "off", DATABASE_URL: database.href };
  const stop = await startPortal({ name: "sign-in", url, settings });
  const course = await data.course();
  const send = await prepareForm(url);
  const ask = async (email: string) => {
    sent = "";
    const began = performance.now();
    const answer = await send(email);
    const body = await answer.text();
    const took = performance.now() - began;
    return { took, said: [answer.status, answer.headers.get("location"), body].join(" "), sent };
  };
  const pairs = [];
  for (let number = 0; number < 200; number += 1) {
    const known = `known-${course.slug}-${String(number).padStart(3, "0")}@example.org`;
    await data.enrolment({ course, email: known });
    pairs.push({ known, unknown: known.replace("known-", "other-") });
  }
  for (let warm = 0; warm < 20; warm += 1) await ask(`warm-${course.slug}-${warm}@example.org`);
  const took = { known: [] as number[], unknown: [] as number[] };
  const answers = new Set<string>();
  const outlines = new Set<string>();
  for (const pair of pairs) {
    const order = Math.random() < 0.5 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const kind of order) {
      const answer = await ask(pair[kind]);
      took[kind].push(answer.took);
      answers.add(answer.said);
      outlines.add(JSON.stringify(outline(answer.sent)));
      // What is not asked cannot tell, however little time it would take.
      expect(TELLS_WHO.exec(answer.sent)?.[0], "a table that tells who is enrolled").toBeUndefined();
    }
  }
  await stop();
  await proxy.stop();
  expect([...outlines]).toHaveLength(1);
  expect([...outlines][0]).toContain("INSERT INTO verification_tokens");
  expect([...answers]).toHaveLength(1);
  expect([...answers][0]).toContain("/sign-in/check-mail");
  const p = compareByRanks(took.known, took.unknown);
  const control = compareByRanks(took.known, took.unknown.map(slowerBy(spreadOf(took.unknown))));
  console.info(
    `T14: p = ${p.toPrecision(3)}; slower by ${spreadOf(took.unknown).toFixed(1)} ms, p = ${control.toPrecision(3)}`,
  );
  expect(control, "the same, if the others took longer by half of the middle spread").toBeLessThan(1e-4);
  expect(p, "how likely times as far apart as these are by chance").toBeGreaterThan(1e-4);
});

/** Half of the distance between the quartiles: a difference in proportion to how much the times scatter on this machine. */
function spreadOf(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / 2;
}

const slowerBy = (more: number) => (took: number) => took + more;

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("who asks for mails too often is told when to try again, and administrators see it (T17)", async ({
    page,
    data,
    ground,
    allowNoise,
  }) => {
    allowNoise(/429|\.js csp$/);
    const { email } = await data.enrolment({ course: await data.course() });
    const send = await prepareForm(ground.url);
    const answers = [];
    for (let sent = 0; sent < 21; sent += 1) answers.push(await send(email));
    expect(answers.slice(0, 20).every(({ status }) => status === 303)).toBe(true);
    const refused = answers[20];
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect(refused?.headers.get("cache-control")).toContain("no-store");

    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    const sent = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Send me a mail" }).click();
    expect((await sent).status()).toBe(429);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Too often in a short time");
    await expect(
      page.getByText(/too many attempts at asking for a sign-in mail.*Try again in \d+ minutes/),
    ).toBeVisible();
    await expect(page.getByText("A sign-in mail that you already have still works")).toBeVisible();
  });
});

test("the page of a reached limit and the administrators' list have no barrier (T17)", async ({
  page,
  data,
  ground,
  signedInAs,
  axe,
  picture,
}) => {
  const administrator = { email: `limits-${Date.now()}@example.org` };
  await data.administrator(administrator);
  await signedInAs(administrator);
  await ground.db.prisma.limitRefusal.create({ data: { limit: "search-code", by: "account", until: new Date() } });
  await page.goto("/admin");
  await expect(page.getByText(/an account made too many attempts at searching by a code/)).toBeVisible();
  await axe(page);
  await page.goto("/too-often?of=reveal&by=account&seconds=540");
  await expect(page.getByText(/too many attempts at revealing a code.*Try again in 9 minutes/)).toBeVisible();
  await axe(page);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await picture(page, `too-often-${width}`);
  }
});
