import { claimCode, confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { declineRequest } from "@/features/credits/requests/commands";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import type { Database } from "@/server/db";
import { environment } from "@/server/env";
import { buildBatch } from "./factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "./factories/build-course";
import { instructorOf, memberOf } from "./factories/build-proof";
import { seedCourseMatter } from "./seed-course-matter";
import { seedArchivedCourse, seedDraftCourse } from "./seed-other-courses";

const DAY = 24 * 60 * 60 * 1000;

const PEOPLE = {
  nora: "Nora Newcomer",
  alma: "Alma Arriving",
  rosa: "Rosa Revealing",
  dov: "Dov Done",
  wanda: "Wanda Waiting",
  pia: "Pia Pending",
  dexter: "Dexter Declined",
  rolf: "Rolf Reporting",
} as const;

/**
 * Fills an empty database with an invented course whose people stand in every state that a participant can be in, a draft and an archived one. Goes
 * through the product's own commands, so that the demonstration can show nothing that the product cannot do.
 */
export async function seedDemonstration({ pool, prisma }: Database): Promise<void> {
  const course = await buildCourse(prisma, {
    slug: "mapping-the-brain-2026",
    title: "Mapping the Brain in the Cloud",
    term: "Autumn 2026",
    contactName: "Iris Instructor",
    contactAddress: "iris@example.org",
  });
  const people = new Map<string, Enrolment>();
  for (const [key, name] of Object.entries(PEOPLE)) {
    people.set(key, await buildEnrolment(prisma, { courseId: course.id, email: `${key}@example.org`, name }));
  }
  const iris = await buildEnrolment(prisma, {
    courseId: course.id,
    email: "iris@example.org",
    name: "Iris Instructor",
    role: "INSTRUCTOR",
  });
  await buildEnrolment(prisma, {
    courseId: course.id,
    email: "asta@example.org",
    name: "Asta Assistant",
    role: "ASSISTANT",
  });
  await prisma.administrator.create({ data: { email: "adam@example.org" } });

  const { credit, project, extra } = await buildOffers(prisma, course);
  const keys = environment();
  await buildBatch(prisma, { offer: credit, codes: inventCodes("WALK", 40), fileName: "aws-credit-autumn.csv", keys });
  await buildBatch(prisma, { offer: project, codes: inventCodes("PROJ", 5), fileName: "aws-project-credit.csv", keys });
  await buildBatch(prisma, { offer: extra, codes: inventCodes("XTRA", 1), fileName: "aws-extra-credit.csv", keys });

  const { id: plan } = await prisma.question.create({
    data: {
      courseId: course.id,
      offerId: project.id,
      position: 1,
      text: "What will your team use the credit for?",
      required: true,
    },
  });

  const claim = async (person: keyof typeof PEOPLE, offer: Offer, answers?: Record<string, string>) => {
    const enrolment = people.get(person);
    if (!enrolment) {
      throw new Error(`the demonstration has no ${person}`);
    }
    const proof = memberOf({ course, offer, enrolment });
    await claimCode({ pool, proof: { ...proof, userId: null }, answers });
    return { prisma, proof };
  };
  await claim("alma", credit);
  await revealCode(await claim("rosa", credit));
  const dov = await claim("dov", credit);
  await revealCode(dov);
  await confirmRedemption(dov);
  const rolf = await claim("rolf", credit);
  await revealCode(rolf);
  await reportCode({ ...rolf, cause: "check-the-code", verdict: "try-again-first" });
  await claim("alma", extra);
  await claim("wanda", extra);
  await claim("pia", project, { [plan]: "Aligning 40 scans on two large machines, about 12 hours each." });
  await claim("dexter", project, { [plan]: "We are still looking for an idea." });
  await decline({ prisma, course, offer: project, iris, person: people.get("dexter") });
  await seedCourseMatter({ prisma, course, offer: credit, iris });
  await seedDraftCourse({ pool, prisma, iris });
  await seedArchivedCourse({ pool, prisma, iris, keys });
  await prisma.setting.create({ data: { key: "demonstration", value: "yes" } });
}

async function buildOffers(prisma: Database["prisma"], course: Course) {
  const courseId = course.id;
  const acknowledgement = "This work was supported by the AWS Cloud Credits for Research program.";
  const credit = await buildOffer(prisma, {
    courseId,
    slug: "aws-credit",
    name: "AWS credit",
    amountMinor: 10_000,
    acknowledgement,
  });
  const project = await buildOffer(prisma, {
    courseId,
    slug: "aws-project-credit",
    name: "AWS project credit",
    amountMinor: 50_000,
    policy: "BY_APPROVAL",
    acknowledgement,
  });
  const extra = await buildOffer(prisma, {
    courseId,
    slug: "aws-extra-credit",
    name: "AWS extra credit",
    amountMinor: 2_500,
    acknowledgement,
  });
  await buildOffer(prisma, {
    courseId,
    slug: "aws-workshop-credit",
    name: "AWS workshop credit",
    amountMinor: 1_000,
    opensAt: new Date(Date.now() - 90 * DAY),
    closesAt: new Date(Date.now() - 60 * DAY),
    redeemBy: new Date(Date.now() - 30 * DAY),
    acknowledgement,
  });
  return { credit, project, extra };
}

async function decline({
  prisma,
  course,
  offer,
  iris,
  person,
}: {
  prisma: Database["prisma"];
  course: Course;
  offer: Offer;
  iris: Enrolment;
  person: Enrolment | undefined;
}): Promise<void> {
  const request = await prisma.request.findFirstOrThrow({ where: { offerId: offer.id, enrolmentId: person?.id } });
  const proof = instructorOf({ course, offer, enrolment: iris });
  await declineRequest({
    prisma,
    proof,
    requestId: request.id,
    reason: "Project credit is for teams with an approved plan. Hand in yours and write to me; I will look again.",
  });
}

/** Plainly invented codes, which no provider knows: "WALK-DEMO-7K2M-0001". */
function inventCodes(prefix: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) =>
      `${prefix}-DEMO-${(index * 7919 + 46_656).toString(36).toUpperCase().slice(-4)}-${String(index + 1).padStart(4, "0")}`,
  );
}
