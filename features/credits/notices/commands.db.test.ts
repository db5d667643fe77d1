import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobHelpers } from "graphile-worker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSmtpServer } from "@/e2e/fixtures/smtp-server";
import { claimCode } from "@/features/credits/commands";
import { creditTasks } from "@/features/credits/jobs";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { MailDelayed } from "@/server/mailer";
import { recordUnsentNotice } from "./commands";

let db: TestDatabase;
let folder: string;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 4 });
  folder = mkdtempSync(join(tmpdir(), "bursar-mails-"));
  smtp = await startSmtpServer({ folder });
  process.env.SMTP_URL = smtp.url;
  // The task asks for the portal's own database.
  process.env.DATABASE_URL = db.url;
});
afterAll(async () => {
  await smtp.stop();
  await db.drop();
  rmSync(folder, { recursive: true });
});

async function claimAs(
  email: string,
  tries: { attempts: number; max_attempts: number } = { attempts: 1, max_attempts: 25 },
) {
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id });
  await buildBatch(db.prisma, { offer, codes: [`SECRETNOTICE-${email}`] });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id, email });
  const { allocationId } = await claimCode({ pool: db.pool, proof: memberOf({ course, offer, enrolment }) });
  await creditTasks["send-credit-mail"]?.({ kind: "code-ready", allocationId }, {
    job: { id: "7", ...tries },
  } as JobHelpers);
  return { course, enrolment };
}

it("a mail about a code that is refused for good is seen by the course's staff, with the mail server's words and no code", async () => {
  const { course, enrolment } = await claimAs("refused@example.org");
  const [message, ...others] = await db.prisma.message.findMany({
    where: { courseId: course.id },
    include: { deliveries: true },
  });
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    kind: "NOTICE",
    createdBy: null,
    subject: expect.stringMatching(/^Your code for AWS credit in .+ is ready$/),
    deliveries: [
      {
        enrolmentId: enrolment.id,
        address: "refused@example.org",
        state: "REFUSED",
        answer: expect.stringContaining("550 5.1.1"),
      },
    ],
  });
  expect(JSON.stringify(message)).not.toContain("SECRETNOTICE");
});

it("a mail that is taken leaves no such record", async () => {
  const { course } = await claimAs("taken@example.org");
  expect(await db.prisma.message.count({ where: { courseId: course.id } })).toBe(0);
});

it("a mail that the mail server has put off until its last try is seen in the same way", async () => {
  const { course } = await claimAs("later@example.org", { attempts: 25, max_attempts: 25 });
  const deliveries = await db.prisma.delivery.findMany({ where: { courseId: course.id }, include: { message: true } });
  expect(deliveries).toMatchObject([
    { state: "GIVEN_UP", answer: expect.stringContaining("451 4.2.1"), message: { kind: "NOTICE" } },
  ]);
  await expect(claimAs("later-too@example.org")).rejects.toThrow(MailDelayed);
});

it("the same for a mail about a request that has no code yet", async () => {
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id });
  await claimCode({ pool: db.pool, proof: memberOf({ course, offer, enrolment }) });
  const { id: requestId } = await db.prisma.request.findFirstOrThrow({ where: { offerId: offer.id } });
  const mail = { to: enrolment.email, subject: "You are on the waiting list", text: "All codes are taken." };
  await recordUnsentNotice({
    prisma: db.prisma,
    about: { requestId },
    mail,
    state: "REFUSED",
    answer: "550 no such user",
  });
  expect(await db.prisma.delivery.findMany({ where: { courseId: course.id } })).toMatchObject([
    { enrolmentId: enrolment.id, address: enrolment.email, state: "REFUSED", answer: "550 no such user" },
  ]);
});
