import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSmtpServer } from "@/e2e/fixtures/smtp-server";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import type { Course } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { takeDueCourses } from "./commands";
import { needsTasks } from "./jobs";

let db: TestDatabase;
let folder: string;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;

beforeAll(async () => {
  db = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "bursar-mails-"));
  smtp = await startSmtpServer({ folder });
  process.env.SMTP_URL = smtp.url;
  process.env.DATABASE_URL = db.url;
});
afterAll(async () => {
  await smtp.stop();
  await db.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await db.owner.query("UPDATE courses SET daily_mail = false; TRUNCATE outbox_jobs");
});

/** A zone in which it is that hour now; `Etc/GMT+5` is five hours behind. */
function zoneAt(hour: number): string {
  const offset = hour - new Date().getUTCHours();
  const within = offset < -12 ? offset + 24 : offset > 14 ? offset - 24 : offset;
  return `Etc/GMT${within > 0 ? "-" : "+"}${Math.abs(within)}`;
}

/** A course whose morning it is, with an instructor, an assistant and a participant. */
async function buildMorning(overrides: Partial<Course> = {}) {
  const course = await buildCourse(db.prisma, { timeZone: zoneAt(8), ...overrides });
  const enrol = (role: "INSTRUCTOR" | "ASSISTANT" | "PARTICIPANT") =>
    buildEnrolment(db.prisma, { courseId: course.id, role });
  const people = { instructor: await enrol("INSTRUCTOR"), assistant: await enrol("ASSISTANT") };
  return { course, ...people, participant: await enrol("PARTICIPANT") };
}

type Payload = { enrolmentId: string; day: string };
async function jobs(): Promise<Payload[]> {
  const { rows } = await db.pool.query<{ payload: Payload }>(
    "SELECT payload FROM outbox_jobs WHERE task = 'send-daily-mail'",
  );
  return rows.map(({ payload }) => payload);
}
const recipients = async () => (await jobs()).map(({ enrolmentId }) => enrolmentId).toSorted();

const run = (task: keyof typeof needsTasks & string, payload: unknown) =>
  needsTasks[task]?.(payload as never, undefined as never);
const mailsTo = (email: string) =>
  readdirSync(folder)
    .map((name): { to: string[]; subject: string; text: string; html: string } =>
      JSON.parse(readFileSync(join(folder, name), "utf8")),
    )
    .filter(({ to }) => to.includes(email));

describe("the morning of a course", () => {
  it("leaves a job for each instructor and assistant, and none for participants", async () => {
    const { instructor, assistant } = await buildMorning();
    expect(await takeDueCourses(db.prisma)).toBe(2);
    expect(await recipients()).toEqual([instructor.id, assistant.id].toSorted());
  });

  it("comes once a day, however often and from how many workers at once one asks", async () => {
    await buildMorning();
    const counts = await Promise.all(Array.from({ length: 8 }, () => takeDueCourses(db.prisma)));
    expect(counts.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
    expect(await takeDueCourses(db.prisma)).toBe(0);
  });

  it("comes again the next day", async () => {
    const { course } = await buildMorning();
    await takeDueCourses(db.prisma);
    await db.pool.query("UPDATE courses SET daily_mail_on = daily_mail_on - 1 WHERE id = $1", [course.id]);
    expect(await takeDueCourses(db.prisma)).toBe(2);
  });

  it.each<[string, Partial<Course>]>([
    ["at night", { timeZone: zoneAt(3) }],
    ["when the morning is over", { timeZone: zoneAt(12) }],
    ["for a draft", { openedAt: null }],
    ["for an archived course", { archivedAt: new Date() }],
    ["where the mail is switched off", { dailyMail: false }],
  ])("does not come %s", async (_, overrides) => {
    await buildMorning(overrides);
    expect(await takeDueCourses(db.prisma)).toBe(0);
    expect(await jobs()).toEqual([]);
  });

  it("passes over who was removed", async () => {
    const { instructor, assistant } = await buildMorning();
    await db.prisma.enrolment.update({ where: { id: assistant.id }, data: { removedAt: new Date() } });
    await takeDueCourses(db.prisma);
    expect(await recipients()).toEqual([instructor.id]);
  });

  it("is not seen by who changes the settings: the version stays", async () => {
    const { course } = await buildMorning();
    await takeDueCourses(db.prisma);
    expect(await db.prisma.course.findUnique({ where: { id: course.id } })).toMatchObject({ version: course.version });
  });
});

describe("the mail", () => {
  async function sendAll(meanwhile?: (payloads: Payload[]) => Promise<unknown>) {
    await run("take-due-courses", {});
    const payloads = await jobs();
    await meanwhile?.(payloads);
    for (const payload of payloads) {
      await run("send-daily-mail", payload);
    }
  }

  /** A course with a request that waits for an answer, and fewer codes than participants. */
  async function buildNeeds() {
    const morning = await buildMorning({ title: "Clouds for beginners" });
    const { course, participant } = morning;
    const offer = await buildOffer(db.prisma, { courseId: course.id, policy: "BY_APPROVAL" });
    await db.prisma.request.create({
      data: { courseId: course.id, offerId: offer.id, enrolmentId: participant.id, state: "PENDING" },
    });
    return { ...morning, offer };
  }

  it("brings an instructor the list, with the ways to where it is mended, and no code", async () => {
    const { course, instructor, offer } = await buildNeeds();
    await sendAll();
    const [mail, ...more] = mailsTo(instructor.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Clouds for beginners: 2 things need you");
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain("1 person waits for an answer to a request for AWS credit");
      expect(text).toContain(`/admin/courses/${course.slug}/offers/${offer.slug}/requests`);
      expect(text).toContain(`/admin/courses/${course.slug}/offers/${offer.slug}/codes`);
      expect(text).toContain(`/admin/courses/${course.slug}/settings`);
      expect(text).toMatch(/https?:\/\//);
    }
  });

  it("brings an assistant what an assistant can do something about, and nothing else", async () => {
    const { course, assistant, offer } = await buildNeeds();
    await sendAll();
    const [mail] = mailsTo(assistant.email);
    expect(mail?.subject).toBe("Clouds for beginners: 1 thing needs you");
    expect(mail?.text).toContain(`/offers/${offer.slug}/requests`);
    expect(mail?.text).not.toContain(`/admin/courses/${course.slug}/offers/${offer.slug}/codes`);
    expect(mail?.text).not.toContain("/settings");
  });

  it("is not sent when there is nothing in it", async () => {
    const { course, instructor, assistant } = await buildMorning();
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await buildBatch(db.prisma, { offer, codes: 3 });
    await db.prisma.message.create({
      data: { courseId: course.id, kind: "INVITATION", subject: "Come in", body: "Words" },
    });
    await sendAll();
    expect([...mailsTo(instructor.email), ...mailsTo(assistant.email)]).toEqual([]);
  });

  it("is not sent when its moment has passed between the job and its turn", async () => {
    const off = await buildNeeds();
    const removed = await buildNeeds();
    const tired = await buildNeeds();
    await sendAll(async (payloads) => {
      await db.prisma.course.update({ where: { id: off.course.id }, data: { dailyMail: false } });
      await db.prisma.enrolment.update({ where: { id: removed.instructor.id }, data: { removedAt: new Date() } });
      for (const payload of payloads.filter(({ enrolmentId }) => enrolmentId === tired.instructor.id)) {
        payload.day = "2020-01-01";
      }
    });
    for (const { email } of [off.instructor, removed.instructor, tired.instructor]) {
      expect(mailsTo(email)).toEqual([]);
    }
    expect(mailsTo(tired.assistant.email)).toHaveLength(1);
  });
});
