import { v7 as uuid7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Audience, type Draft, MOST_PEOPLE } from "@/features/messages/schema";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildMessage } from "@/prisma/factories/build-message";
import { assistantOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { sendOrShow } from "./commands";
import { findPeople } from "./queries";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 6 });
});
afterAll(() => db.drop());

const REMINDER: Audience = { kind: "REMINDER", wanted: ["request"] };

async function buildClass() {
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id });
  const join = (name: string) => buildEnrolment(db.prisma, { courseId: course.id, name });
  const [ada, ben] = [await join("Ada Brook"), await join("Ben Crane")];
  const proof = assistantOf({ course, offer, enrolment: ada });
  const press = (draft: Partial<Draft>) =>
    sendOrShow({
      ...db,
      proof,
      draft: {
        audience: REMINDER,
        subject: "Subject",
        body: "Some **words**",
        intent: "preview",
        id: undefined,
        expected: undefined,
        ...draft,
      },
    });
  const look = async (draft: Partial<Draft> = {}) => {
    const shown = await press(draft);
    if (shown.ok !== "shown") throw new Error("sent or refused");
    return { shown, seen: { id: shown.id, seen: shown.preview.seen, expected: shown.preview.recipients } };
  };
  return { course, proof, ada, ben, join, press, look };
}
const countMessages = (courseId: string) => db.prisma.message.count({ where: { courseId } });

describe("a message", () => {
  it("is shown as one of its people gets it, with who is left out and why, and nothing is sent", async () => {
    const { course, proof, ada, ben, look } = await buildClass();
    const audience: Audience = { kind: "LETTER", by: "people", people: [ben.id] };
    await buildMessage(db.prisma, { proof, audience });
    const before = await countMessages(course.id);
    const { shown } = await look();
    expect(shown.preview).toMatchObject({
      recipients: 2,
      leftOut: [],
      mail: { to: ada.email, greeting: "Hello Ada Brook,", html: "<p>Some <strong>words</strong></p>" },
    });
    expect(shown.preview.mail?.steps).toHaveLength(1);
    expect(await countMessages(course.id)).toBe(before);
    await buildMessage(db.prisma, { proof, audience: REMINDER });
    expect((await look()).shown.preview).toMatchObject({
      recipients: 0,
      mail: null,
      leftOut: [
        {
          why: "reminded less than 3 days ago",
          count: 2,
          people: [`Ada Brook, ${ada.email}`, `Ben Crane, ${ben.email}`],
        },
      ],
    });
  });

  it("goes to those whose boxes are ticked when it is looked at, and not out where they changed since", async () => {
    const { course, press, look } = await buildClass();
    const both: Audience = { kind: "REMINDER", wanted: ["request", "redeem"] };
    const boxes = { audience: both, boxes: "on" };
    expect((await look({ ...boxes, redeem: "on" })).shown.preview.recipients).toBe(0);
    const none = await look(boxes);
    expect(none.shown).toMatchObject({
      preview: { recipients: 0 },
      sentence: expect.stringMatching(/^Tick at least one/),
    });
    const { seen } = await look({ ...boxes, request: "on" });
    expect(seen.expected).toBe(2);
    const other = await press({ ...boxes, ...seen, intent: "send", request: "on", redeem: "on" });
    expect(other).toMatchObject({ ok: "shown", sentence: expect.stringMatching(/the people were changed/) });
    expect(await countMessages(course.id)).toBe(0);
    expect(await press({ ...boxes, ...seen, intent: "send", request: "on" })).toMatchObject({ ok: true });
    expect(await db.prisma.message.findMany({ where: { courseId: course.id } })).toMatchObject([
      { audience: { kind: "REMINDER", wanted: ["request"] } },
    ]);
  });

  it("is sent as it was seen, and once, though the press comes twice", async () => {
    const { course, press, look } = await buildClass();
    const { seen } = await look();
    const sent = await Promise.all([press({ ...seen, intent: "send" }), press({ ...seen, intent: "send" })]);
    expect(sent).toEqual([
      { ok: true, value: { id: seen.id } },
      { ok: true, value: { id: seen.id } },
    ]);
    expect(await countMessages(course.id)).toBe(1);
  });

  it("is shown again instead, when its words changed since, when nobody has looked, or when others came", async () => {
    const { course, press, look, join } = await buildClass();
    const { seen } = await look();
    const changed = await press({ ...seen, intent: "send", body: "Other words" });
    expect(changed).toMatchObject({ ok: "shown", sentence: expect.stringContaining("changed after the preview") });
    const wider: Audience = { kind: "REMINDER", wanted: ["request", "reveal"] };
    expect(await press({ ...seen, intent: "send", audience: wider })).toMatchObject({ ok: "shown" });
    expect(await press({ intent: "send", id: uuid7() })).toMatchObject({ ok: "shown" });
    await join("Cleo Late");
    expect(await press({ ...seen, intent: "send" })).toMatchObject({
      ok: "shown",
      sentence: expect.stringContaining("number of people has changed"),
      preview: { recipients: 3 },
    });
    expect(await countMessages(course.id)).toBe(0);
  });
});

it("finds people by name and address, and keeps those who are checked apart", async () => {
  const { proof, ada, ben, join } = await buildClass();
  await db.prisma.enrolment.update({ where: { id: (await join("Brook Gone")).id }, data: { removedAt: new Date() } });
  const find = (search: string, checked: string[] = []) => findPeople({ prisma: db.prisma, proof, search, checked });
  expect((await find("BROOK")).found.map(({ id }) => id)).toEqual([ada.id]);
  expect((await find("%")).found).toEqual([]);
  expect(await find("", [ada.id])).toMatchObject({ checked: [{ id: ada.id }], found: [{ id: ben.id }], more: false });
  expect(
    (
      await find(
        "",
        Array.from({ length: MOST_PEOPLE + 9 }, () => uuid7()),
      )
    ).checked,
  ).toEqual([]);
});
