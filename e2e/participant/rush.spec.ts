import { encode } from "next-auth/jwt";
import { v7 as uuid7 } from "uuid";
import { SESSION_SECRET } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { enterUser } from "@/server/auth/enter-user";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";
import type { Prisma } from "@/server/db";
import { buildPlace } from "./build-place";

const PEOPLE = 500;
const CODES = 200;

/** The form behind "Request my code", as the page sends it without JavaScript. */
async function readForm({ url, cookie }: { url: string; cookie: string }): Promise<[name: string, value: string][]> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const form = html.match(/<form[^>]*>(?:(?!<\/form>).)*Request my code(?:(?!<\/form>).)*<\/form>/s)?.[0] ?? "";
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)];
  return fields.map(([, name = "", value = ""]) => [name, value]);
}

type Post = { url: string; cookie: string; fields: [string, string][] };

/** Sends the form and answers with where it led, without following. */
async function post({ url, cookie, fields }: Post): Promise<{ status: number; to: string }> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const headers = { cookie, origin: new URL(url).origin };
  const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
  await answer.arrayBuffer();
  return { status: answer.status, to: answer.headers.get("location") ?? "" };
}

async function cookieOf({ prisma, email }: { prisma: Prisma; email: string }): Promise<string> {
  const user = await enterUser(prisma, { email });
  const token = { sub: user.id, sessionId: uuid7(), sessionVersion: user.sessionVersion, email, name: null };
  return `${SESSION_COOKIE.plain}=${await encode({ token, secret: SESSION_SECRET, maxAge: 3600 })}`;
}

test("500 people press the button at once for 200 codes: 200 have one each, 300 are told that they wait (T1)", async ({
  data,
  ground,
}) => {
  const { prisma } = ground.db;
  const place = await buildPlace(data, { codes: CODES });
  const url = ground.url + place.path;
  await prisma.enrolment.createMany({
    data: Array.from({ length: PEOPLE }, (_, n) => ({
      courseId: place.course.id,
      email: `rush-${place.course.slug}-${n}@example.org`,
    })),
  });
  const people = await prisma.enrolment.findMany({
    where: { courseId: place.course.id, email: { startsWith: "rush-" } },
  });
  const cookies: string[] = [];
  for (const { email } of people) cookies.push(await cookieOf({ prisma, email }));
  const fields = await readForm({ url, cookie: cookies[0] ?? "" });
  expect(fields.length).toBeGreaterThan(2);

  const answers = await Promise.all(cookies.map((cookie) => post({ url, cookie, fields })));

  expect(answers.filter(({ status }) => status !== 303)).toEqual([]);
  const led = (to: string) => answers.filter((answer) => answer.to.endsWith(to)).length;
  expect([led("?done=allocated"), led("?done=received")]).toEqual([CODES, PEOPLE - CODES]);
  const given = await prisma.allocation.findMany({ where: { offerId: place.offer.id } });
  expect(given).toHaveLength(CODES);
  expect(new Set(given.map(({ codeId }) => codeId)).size).toBe(CODES);
  expect(new Set(given.map(({ enrolmentId }) => enrolmentId)).size).toBe(CODES);
  const last = answers.findIndex(({ to }) => to.endsWith("?done=received"));
  const page = await fetch(url, { headers: { cookie: cookies[last] ?? "" } });
  expect(await page.text()).toContain("On the waiting list");
});

test("one session sends the claim 50 times at once and 50 times in a row, and replays it after signing out (T2)", async ({
  page,
  data,
  ground,
  context,
  signedInAs,
}) => {
  const { prisma } = ground.db;
  const place = await buildPlace(data, { codes: 60 });
  const url = ground.url + place.path;
  await signedInAs(place.enrolment);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const fields = await readForm({ url, cookie });

  const atOnce = await Promise.all(Array.from({ length: 50 }, () => post({ url, cookie, fields })));
  const inARow = [];
  for (let press = 0; press < 50; press += 1) inARow.push(await post({ url, cookie, fields }));
  expect(new Set([...atOnce, ...inARow].map(({ status, to }) => `${status} ${to}`)).size).toBe(1);
  const count = () => prisma.allocation.count({ where: { offerId: place.offer.id } });
  expect(await count()).toBe(1);
  expect(await prisma.auditEvent.count({ where: { offerId: place.offer.id, act: "code.allocated" } })).toBe(1);

  await page.goto(place.path);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  const other = await buildPlace(data, { codes: 1 });
  await data.enrolment({ course: other.course, email: place.enrolment.email });
  const stolen: [string, string][] = fields.map(([name, value]) => [
    name,
    name === "course" ? other.course.slug : name === "offer" ? other.offer.slug : value,
  ]);
  const replayed = [
    await post({ url, cookie, fields }),
    await post({ url: ground.url + other.path, cookie, fields: stolen }),
  ];
  expect(replayed.filter(({ to }) => to.endsWith("done=allocated"))).toEqual([]);
  expect(await prisma.allocation.count({ where: { offerId: other.offer.id } })).toBe(0);
  expect(await count()).toBe(1);
});
