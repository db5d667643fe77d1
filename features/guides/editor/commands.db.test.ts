import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor, OfferMember } from "@/features/courses/access";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { markGuidePage } from "../commands";
import { readGuideState } from "../queries";
import { readGuideAtDesk } from "../revisions/queries";
import { findPage } from "../revisions/rules";
import { checkToday, createPage, movePageOf, saveAbout, savePage } from "./commands";
import { writeAbout, writePageForm } from "./rules";
import { readNotices, type TypedAbout, type TypedPage } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let proof: OfferInstructor;
let member: OfferMember;
let offer: Offer;
beforeEach(async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma, { timeZone: "Pacific/Auckland" });
  offer = await buildOffer(prisma, { courseId: course.id });
  const place = (enrolment: Awaited<ReturnType<typeof buildEnrolment>>) => ({ course, offer, enrolment });
  proof = instructorOf(place(await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" })));
  member = memberOf(place(await buildEnrolment(prisma, { courseId: course.id })));
});

const desk = async () => {
  const found = await readGuideAtDesk({ prisma: database.prisma, proof });
  if (!found) throw new Error("no guide");
  return found;
};
const typedOf = async (slug: string, changes: Partial<TypedPage> = {}): Promise<TypedPage> => {
  const { guide } = await desk();
  const page = findPage(guide, slug);
  const values = page ? writePageForm(guide, page) : {};
  return { ...values, notices: readNotices(values), ...changes } as TypedPage;
};
const save = async (slug: string, version: number, changes: Partial<TypedPage>) =>
  savePage({ ...database, proof, version, page: slug, typed: await typedOf(slug, changes), note: "" });
const reads = async () => (await readGuideState({ pool: database.pool, proof: member }))?.guide;

describe("a save", () => {
  it("is a revision that participants read at once, with who and when, and a line in the trail", async () => {
    expect(await reads()).toMatchObject({ revision: { author: "the Bursar project" } });
    expect(await save("sign-in", 0, { title: "Sign in first" })).toEqual({
      ok: true,
      value: { number: 1, changed: true },
    });
    expect(await reads()).toMatchObject({
      revision: { number: 1, author: "the course's instructors", change: "“Sign in first” changed." },
      problems: expect.any(Array),
    });
    expect((await reads())?.pages[2]).toMatchObject({ slug: "sign-in", title: "Sign in first", number: 2 });
    await save("sign-in", 1, { title: "Sign in now" });
    expect((await reads())?.pages[2]?.title).toBe("Sign in now");
    const events = await database.prisma.auditEvent.findMany({ where: { offerId: offer.id }, orderBy: { id: "asc" } });
    expect(events.map(({ act, actorId }) => [act, actorId])).toEqual(Array(2).fill(["guide.revised", proof.userId]));
  });

  it("names its author where a name is known", async () => {
    const { prisma } = database;
    await prisma.user.create({ data: { id: proof.userId, email: proof.email, name: "Ada Brook" } });
    await prisma.enrolment.updateMany({ where: { email: proof.email }, data: { name: "" } });
    await save("sign-in", 0, { title: "Sign in first" });
    expect((await reads())?.revision.author).toBe("Ada Brook");
  });

  it("that changes nothing makes no revision", async () => {
    expect(await save("sign-in", 0, {})).toEqual({ ok: true, value: { number: 0, changed: false } });
    expect(await database.prisma.guideRevision.count({ where: { offerId: offer.id } })).toBe(0);
  });

  it("of what breaks the contract is refused beside the field, and nothing is kept", async () => {
    expect(await save("sign-in", 0, { title: "", body: "{{amont}}" })).toMatchObject({
      ok: false,
      problems: { title: [expect.stringMatching(/title/)], body: [expect.stringMatching(/amont/)] },
    });
    expect(await save("enter-your-code", 0, { marks: "One" })).toMatchObject({
      problems: { marks: [expect.stringMatching(/4 numbered marks/)] },
    });
    expect((await desk()).number).toBe(0);
  });
});

describe("two editors", () => {
  it("of one page: the later is told what the other changed, and a second press saves knowingly", async () => {
    await save("sign-in", 0, { title: "Theirs" });
    const refused = await save("sign-in", 0, { title: "Mine" });
    expect(refused).toMatchObject({
      ok: false,
      reason: "changed",
      values: { version: "1" },
      theirs: [{ label: "Title", parts: expect.arrayContaining([{ text: "Theirs", change: "added" }]) }],
    });
    expect((await reads())?.pages[2]?.title).toBe("Theirs");
    expect(await save("sign-in", 1, { title: "Mine" })).toMatchObject({ ok: true });
  });

  it("of two pages are not in each other's way", async () => {
    await save("sign-in", 0, { title: "One" });
    expect(await save("sign-out", 0, { title: "Two" })).toMatchObject({ ok: true, value: { number: 2 } });
    const titles = (await reads())?.pages.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["One", "Two"]));
  });

  it("at the same moment: one is saved, the others are told, and no number is given twice", async () => {
    const outcomes = await Promise.all(["A", "B", "C", "D"].map((title) => save("sign-in", 0, { title })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.prisma.guideRevision.count({ where: { offerId: offer.id } })).toBe(1);
  });
});

it("moves and takes out pages, but not when the order changed meanwhile, nor against the contract", async () => {
  const move = (page: string, to: "up" | "down" | "out", version: number) =>
    movePageOf({ ...database, proof, version, page, to });
  expect(await move("sign-in", "up", 0)).toMatchObject({ ok: true });
  expect((await reads())?.pages[1]).toMatchObject({ slug: "sign-in", number: 1 });
  expect(await move("sign-in", "down", 0)).toMatchObject({ ok: false, reason: "changed" });
  expect(await move("before-you-start", "out", 1)).toMatchObject({ ok: false, reason: "invalid" });
  expect(await move("sign-in", "out", 1)).toMatchObject({ ok: true });
  expect((await reads())?.pages.some(({ slug }) => slug === "sign-in")).toBe(false);
});

it("adds a step that can be marked as done, and never gives a slug twice", async () => {
  const step = { title: "Phone home", summary: "A line.", body: "Call.", done: "Done", after: "sign-in" };
  const create = (version: number) => createPage({ ...database, proof, version, typed: step });
  await create(0);
  expect(await markGuidePage({ ...database, proof: member, page: "own-phone-home", done: true })).toMatchObject({
    ok: true,
    value: { next: "enter-your-code" },
  });
  await movePageOf({ ...database, proof, version: 1, page: "own-phone-home", to: "out" });
  expect(await markGuidePage({ ...database, proof: member, page: "own-phone-home", done: true })).toMatchObject({
    ok: false,
  });
  await create(2);
  expect((await reads())?.pages.map(({ slug }) => slug)).toContain("own-phone-home-2");
  expect(await createPage({ ...database, proof, version: 3, typed: { ...step, title: "" } })).toMatchObject({
    problems: { title: [expect.any(String)] },
  });
});

it("changes the guide as a whole, and records a check by the course's own day", async () => {
  const typed = { ...writeAbout((await desk()).guide), title: "Our guide" } as TypedAbout;
  const about = (version: number) => saveAbout({ ...database, proof, version, typed, choices: [], note: "" });
  expect(await about(0)).toMatchObject({ ok: true });
  expect(await about(0)).toMatchObject({ ok: false, reason: "changed" });
  expect(await checkToday({ ...database, proof, version: 1 })).toMatchObject({ value: { changed: true } });
  expect(await checkToday({ ...database, proof, version: 2 })).toMatchObject({ value: { changed: false } });
  const [{ day } = { day: "" }] = await database.prisma.$queryRaw<{ day: string }[]>`
    SELECT (now() AT TIME ZONE 'Pacific/Auckland')::date::text AS day`;
  expect(await reads()).toMatchObject({ title: "Our guide", lastChecked: day });
});

it("touches no other offer", async () => {
  const other = await buildOffer(database.prisma, { courseId: proof.courseId });
  await save("sign-in", 0, { title: "Only here" });
  const state = await readGuideState({ pool: database.pool, proof: { ...member, offerId: other.id } as OfferMember });
  expect(state).toMatchObject({ revisionId: null, guide: { revision: { author: "the Bursar project" } } });
});
