import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReceivedMail } from "@/e2e/fixtures/mails";
import { startSmtpServer } from "@/e2e/fixtures/smtp-server";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildMessage } from "@/prisma/factories/build-message";
import { assistantOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { MailDelayed } from "@/server/mailer";
import { handOver, sendAgain, settleStopped } from "./deliveries/commands";
import { sendDelivery } from "./jobs";
import type { Audience } from "./schema";

let db: TestDatabase;
let folder: string;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 8 });
  folder = mkdtempSync(join(tmpdir(), "bursar-mails-"));
  smtp = await startSmtpServer({ folder });
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.stop();
  await db.drop();
  rmSync(folder, { recursive: true });
});

const mailsTo = (email: string): ReceivedMail[] =>
  readdirSync(folder)
    .map((name): ReceivedMail => JSON.parse(readFileSync(join(folder, name), "utf8")))
    .filter(({ to }) => to.includes(email));

let counter = 0;
/** A course with two offers and one participant, who holds a code of the first and has not asked for the second. */
async function buildPlace({ course: fields, ...person }: Partial<Enrolment> & { course?: Partial<Course> } = {}) {
  counter += 1;
  const course = await buildCourse(db.prisma, {
    title: "Brains & Clouds",
    contactName: "Iris, the “lead”",
    contactAddress: "iris@example.org",
    ...fields,
  });
  const offer = await buildOffer(db.prisma, { courseId: course.id, slug: "one", name: "First credit" });
  await buildOffer(db.prisma, { courseId: course.id, slug: "two", name: "Second credit", amountMinor: 2500 });
  await buildBatch(db.prisma, { offer, codes: [`SECRET${process.pid}X${counter}`] });
  const email = `${person.email ?? "somebody"}-${process.pid}-${counter}@example.org`;
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id, name: "Ada Okafor", ...person, email });
  const member = memberOf({ course, offer, enrolment });
  await claimCode({ pool: db.pool, proof: member });
  return { course, offer, enrolment, proof: assistantOf({ course, offer, enrolment }) };
}

const REMINDER: Audience = { kind: "REMINDER", wanted: ["request", "reveal", "redeem"] };
const EVERYBODY: Audience = { kind: "LETTER", by: "role", role: "EVERYBODY" };

async function queue(place: Awaited<ReturnType<typeof buildPlace>>, audience = EVERYBODY, words = {}) {
  const outcome = await buildMessage(db.prisma, { proof: place.proof, audience, ...words });
  if (!outcome.ok) throw new Error(outcome.sentence);
  return { messageId: outcome.value.id, enrolmentId: place.enrolment.id };
}
const run = (payload: unknown, isLastTry = false) => sendDelivery({ ...db, payload, isLastTry });
const read = (messageId_enrolmentId: { messageId: string; enrolmentId: string }) =>
  db.prisma.delivery.findUniqueOrThrow({ where: { messageId_enrolmentId } });

describe("a delivery", () => {
  it("brings the words as text and as HTML, with whom to answer and a name of its own", async () => {
    const place = await buildPlace();
    const key = await queue(place, EVERYBODY, {
      subject: "Room change",
      body: "We meet in **room 5**.\n\n<script>x</script>",
    });
    await run(key);
    const [mail] = mailsTo(place.enrolment.email);
    expect(mail).toMatchObject({
      subject: "Room change",
      replyTo: "iris@example.org",
      autoSubmitted: "auto-generated",
      messageId: `<${key.messageId}.${key.enrolmentId}@localhost>`,
    });
    expect(mail?.text).toContain("Hello Ada Okafor,\n\nWe meet in room 5.");
    expect(mail?.html).toContain("We meet in <strong>room 5</strong>");
    expect(mail?.html).not.toContain("<script");
    expect(await read(key)).toMatchObject({
      state: "ACCEPTED",
      answer: expect.stringMatching(/^250 /),
      handedAt: null,
    });
  });

  it("of a reminder says for every offer what is still to do, and never a code", async () => {
    const place = await buildPlace();
    const key = await queue(place, { kind: "REMINDER", wanted: ["reveal"] });
    await run(key);
    const [mail] = mailsTo(place.enrolment.email);
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain("Your code for First credit ($100) is ready.");
      expect(text).toContain("Request your code for Second credit ($25) by");
      expect(text).toContain(`/courses/${place.course.slug}/offers/one/code`);
      expect(text).toContain(`/courses/${place.course.slug}/offers/two`);
      expect(text).not.toContain("SECRET");
    }
    expect(mailsTo(place.enrolment.email)).toHaveLength(1);
  });

  it("cannot be given other headers or other people by a name, a title or an address", async () => {
    const name = "Eve\r\nBcc: stranger@example.org\r\n\r\nboo";
    const place = await buildPlace({ name, course: { title: name, contactName: name } });
    await run(await queue(place, EVERYBODY, { subject: `Hello\r\nBcc: stranger@example.org` }));
    const [mail] = mailsTo(place.enrolment.email);
    expect(mail?.to).toEqual([place.enrolment.email]);
    expect(mail?.replyTo).toBe("iris@example.org");
    expect(mail?.text).toContain("Hello Eve Bcc: stranger@example.org boo,");
    expect(mailsTo("stranger@example.org")).toEqual([]);
  });

  it("is refused for good without a second try, with the mail server's own words; and goes out again to a corrected address", async () => {
    const place = await buildPlace({ email: "refused" });
    const key = await queue(place, REMINDER);
    await run(key);
    expect(await read(key)).toMatchObject({
      state: "REFUSED",
      answer: expect.stringContaining("550 5.1.1 No such mailbox"),
    });
    await run(key);
    const email = `mended-${place.enrolment.email}`;
    await db.prisma.enrolment.update({ where: { id: place.enrolment.id }, data: { email } });
    const again = () => sendAgain({ prisma: db.prisma, proof: place.proof, message: key.messageId });
    const presses = await Promise.all([again(), again()]);
    expect(presses.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await run(key);
    expect(await read(key)).toMatchObject({ state: "ACCEPTED", address: email });
    expect(mailsTo(email)).toHaveLength(1);
  });

  it("stays queued with the last words while the mail server puts it off, and is given up on the last try", async () => {
    const place = await buildPlace({ email: "later" });
    const key = await queue(place);
    await expect(run(key)).rejects.toThrow(MailDelayed);
    expect(await read(key)).toMatchObject({
      state: "QUEUED",
      answer: expect.stringContaining("451 4.2.1"),
      handedAt: null,
    });
    await run(key, true);
    expect(await read(key)).toMatchObject({ state: "GIVEN_UP", answer: expect.stringContaining("Given up") });
  });

  it("goes out in one press when the mail server is back that was away for too long", async () => {
    const place = await buildPlace();
    const other = await buildEnrolment(db.prisma, { courseId: place.course.id });
    const key = await queue(place);
    const second = { ...key, enrolmentId: other.id };
    await smtp.stop();
    for (const each of [key, second]) await run(each, true);
    smtp = await startSmtpServer({ folder, port: Number(new URL(smtp.url).port) });
    expect(await read(key)).toMatchObject({ state: "GIVEN_UP", answer: expect.stringContaining("ECONNREFUSED") });
    // By itself nothing goes on.
    await run(key);
    expect(mailsTo(place.enrolment.email)).toEqual([]);
    const pressed = await sendAgain({ prisma: db.prisma, proof: place.proof, message: key.messageId });
    expect(pressed).toMatchObject({
      ok: true,
      value: await db.prisma.delivery.count({ where: { messageId: key.messageId } }),
    });
    for (const each of [key, second]) {
      await run(each);
      expect(await read(each)).toMatchObject({ state: "ACCEPTED" });
    }
  });

  it("whose job used up its tries in some other way is given up, or uncertain if it had been handed over", async () => {
    const place = await buildPlace();
    const keys = [await queue(place), await queue(place), await queue(place)] as const;
    const [faulty, cutOff, alive] = keys;
    await handOver({ prisma: db.prisma, key: cutOff, address: place.enrolment.email });
    for (const key of keys) {
      await db.pool.query("SELECT graphile_worker.add_job('send-delivery', $1::json)", [key]);
    }
    await db.pool.query(
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'no'
       WHERE payload ->> 'messageId' = ANY ($1)`,
      [[faulty.messageId, cutOff.messageId]],
    );
    expect(await settleStopped(db)).toBe(2);
    expect(await settleStopped(db)).toBe(0);
    expect(await Promise.all(keys.map(async (key) => (await read(key)).state))).toEqual([
      ...["GIVEN_UP", "UNCERTAIN", "QUEUED"],
    ]);
    const { rows } = await db.pool.query<{ message: string }>(
      "SELECT payload ->> 'messageId' AS message FROM graphile_worker._private_jobs",
    );
    expect(rows).toEqual([{ message: alive.messageId }]);
    await run(alive);
    expect(await sendAgain({ prisma: db.prisma, proof: place.proof, message: faulty.messageId })).toMatchObject({
      value: 1,
    });
    await run(faulty);
    expect(await read(faulty)).toMatchObject({ state: "ACCEPTED" });
  });

  it("stays queued while the mail server is away", async () => {
    const place = await buildPlace();
    const key = await queue(place);
    await smtp.stop();
    await expect(run(key)).rejects.toThrow(MailDelayed);
    expect(await read(key)).toMatchObject({ state: "QUEUED", answer: expect.stringContaining("ECONNREFUSED") });
    smtp = await startSmtpServer({ folder, port: Number(new URL(smtp.url).port) });
    await run(key);
    expect(await read(key)).toMatchObject({ state: "ACCEPTED" });
  });

  it("is sent once, though its job runs many times at once", async () => {
    const place = await buildPlace();
    const key = await queue(place);
    await Promise.all(Array.from({ length: 5 }, () => run(key)));
    expect(mailsTo(place.enrolment.email)).toHaveLength(1);
    expect(await read(key)).toMatchObject({ state: "ACCEPTED" });
    await run(key);
    expect(mailsTo(place.enrolment.email)).toHaveLength(1);
  });

  it("is uncertain after a crash in between, is not sent by itself, and may be sent again by a person", async () => {
    const place = await buildPlace();
    const key = await queue(place);
    expect(await handOver({ prisma: db.prisma, key, address: place.enrolment.email })).toBe(true);
    await run(key);
    expect(mailsTo(place.enrolment.email)).toEqual([]);
    expect(await read(key)).toMatchObject({ state: "UNCERTAIN", answer: expect.stringContaining("may have arrived") });
    expect(
      await sendAgain({ prisma: db.prisma, proof: place.proof, message: key.messageId, enrolment: key.enrolmentId }),
    ).toEqual({ ok: true, value: 1 });
    await run(key);
    expect(await read(key)).toMatchObject({ state: "ACCEPTED" });
  });
});

describe("a delivery is not sent", () => {
  it("to who has left, from a course that was archived, or where nothing is left to do", async () => {
    const left = await buildPlace();
    const archived = await buildPlace();
    const finished = await buildPlace();
    const keys = [
      await queue(left),
      await queue(archived),
      await queue(finished, { kind: "REMINDER", wanted: ["reveal"] }),
    ];
    await db.prisma.enrolment.update({ where: { id: left.enrolment.id }, data: { removedAt: new Date() } });
    await db.prisma.course.update({ where: { id: archived.course.id }, data: { archivedAt: new Date() } });
    await db.prisma.allocation.updateMany({
      where: { enrolmentId: finished.enrolment.id },
      data: { state: "REDEEMED", revealedAt: new Date(), redeemedAt: new Date() },
    });
    for (const key of keys) await run(key);
    const answers = await Promise.all(keys.map(async (key) => (await read(key)).answer));
    expect(answers).toEqual([
      "This person has left the course.",
      "The course was archived before this was sent.",
      "There was nothing left to remind of.",
    ]);
    for (const { enrolment } of [left, archived, finished]) {
      expect(mailsTo(enrolment.email).filter(({ subject }) => subject === "A subject")).toEqual([]);
    }
  });
});

describe("sending again", () => {
  it("passes over who was reminded by another message meanwhile, and what is another course's", async () => {
    const place = await buildPlace({ email: "refused" });
    const key = await queue(place, REMINDER);
    await run(key);
    const other = await buildPlace();
    const { messageId: message } = key;
    expect(await sendAgain({ prisma: db.prisma, proof: other.proof, message })).toMatchObject({ reason: "nobody" });
    await queue(place, REMINDER);
    expect(await sendAgain({ prisma: db.prisma, proof: place.proof, message })).toMatchObject({ reason: "nobody" });
    expect(await read(key)).toMatchObject({ state: "REFUSED" });
  });
});
