import type { CodeKeys } from "@/features/credits/checks/commands";
import { claimCode, confirmRedemption, revealCode } from "@/features/credits/commands";
import type { Database } from "@/server/db";
import { buildBatch } from "./factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "./factories/build-course";
import { memberOf } from "./factories/build-proof";

const DAY = 24 * 60 * 60 * 1000;

type Iris = { email: string; name: string };
type At = Database & { iris: Iris };

const inDays = (days: number) => new Date(Date.now() + days * DAY);

/** A course that is being set up: it has an offer and no codes yet, so that its instructor sees the guided start. */
export async function seedDraftCourse({ prisma, iris }: At): Promise<void> {
  const course = await buildCourse(prisma, {
    slug: "clouds-for-beginners",
    title: "Clouds for Beginners",
    term: `Spring ${new Date().getUTCFullYear() + 1}`,
    contactName: iris.name,
    contactAddress: iris.email,
    startsOn: inDays(60),
    endsOn: inDays(160),
    openedAt: null,
  });
  await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", email: iris.email, name: iris.name });
  await buildOffer(prisma, {
    courseId: course.id,
    slug: "aws-starter-credit",
    name: "AWS starter credit",
    amountMinor: 2_500,
    opensAt: inDays(60),
    closesAt: inDays(90),
    redeemBy: inDays(200),
  });
}

/** A course that is over: its people redeemed their codes, and it is archived. Its offer ran while they did, and its dates are put back then. */
export async function seedArchivedCourse({ pool, prisma, iris, keys }: At & { keys: CodeKeys }): Promise<void> {
  const course = await buildCourse(prisma, {
    slug: "mapping-the-brain-2025",
    title: "Mapping the Brain in the Cloud",
    term: `Autumn ${new Date().getUTCFullYear() - 1}`,
    contactName: iris.name,
    contactAddress: iris.email,
    startsOn: inDays(-400),
    endsOn: inDays(-300),
    openedAt: inDays(-400),
  });
  await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", email: iris.email, name: iris.name });
  const offer = await buildOffer(prisma, { courseId: course.id, slug: "aws-credit", name: "AWS credit" });
  const codes = Array.from(
    { length: 6 },
    (_, index) => `PAST-DEMO-${2025 + index}-${String(index + 1).padStart(4, "0")}`,
  );
  await buildBatch(prisma, { offer, codes, fileName: "aws-credit-last-year.csv", createdAt: inDays(-390), keys });
  for (const name of ["Petra Past", "Pablo Past", "Paula Past"]) {
    const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
    const enrolment = await buildEnrolment(prisma, { courseId: course.id, email, name });
    const proof = memberOf({ course, offer, enrolment });
    await claimCode({ pool, proof: { ...proof, userId: null } });
    await revealCode({ prisma, proof });
    if (name !== "Paula Past") await confirmRedemption({ prisma, proof });
  }
  await prisma.offer.update({
    where: { id: offer.id },
    data: { opensAt: inDays(-400), closesAt: inDays(-330), redeemBy: inDays(-200) },
  });
  await prisma.course.update({ where: { id: course.id }, data: { archivedAt: inDays(-190) } });
}
