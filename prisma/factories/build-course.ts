import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import type { Prisma } from "@/server/db";

let counter = 0;
/** A number that no other row of this process has, for slugs and addresses that must be unique. */
export function nextNumber(): number {
  counter += 1;
  return counter;
}

/** A course that is running now. Builders take overrides and serve the demonstration, the tests and the browser tests alike. */
export async function buildCourse(prisma: Prisma, overrides: Partial<Course> = {}): Promise<Course> {
  const number = nextNumber();
  const year = new Date().getUTCFullYear();
  return prisma.course.create({
    data: {
      slug: `course-${process.pid}-${number}`,
      title: `Course ${number}`,
      term: `Spring ${year}`,
      timeZone: "Europe/Berlin",
      startsOn: new Date(Date.UTC(year, 0, 1)),
      endsOn: new Date(Date.UTC(year + 1, 11, 31)),
      contactName: "Course office",
      contactAddress: "office@example.org",
      openedAt: new Date(Date.UTC(year, 0, 1)),
      ...overrides,
    },
  });
}

/** A participant's place in a course. */
export async function buildEnrolment(
  prisma: Prisma,
  { courseId, ...overrides }: Partial<Enrolment> & { courseId: string },
): Promise<Enrolment> {
  const number = nextNumber();
  return prisma.enrolment.create({
    data: { courseId, email: `person-${process.pid}-${number}@example.org`, name: `Person ${number}`, ...overrides },
  });
}

const DAY = 24 * 60 * 60 * 1000;

/** An offer of 100 dollars that has been open since yesterday, for a month, and may be redeemed for half a year. */
export async function buildOffer(
  prisma: Prisma,
  { courseId, ...overrides }: Partial<Offer> & { courseId: string },
): Promise<Offer> {
  const now = Date.now();
  return prisma.offer.create({
    data: {
      courseId,
      slug: `offer-${nextNumber()}`,
      provider: "aws",
      guide: "aws",
      name: "AWS credit",
      amountMinor: 10_000,
      currency: "USD",
      opensAt: new Date(now - DAY),
      closesAt: new Date(now + 30 * DAY),
      redeemBy: new Date(now + 180 * DAY),
      policy: "AUTOMATIC",
      acknowledgement: "This work was supported by the AWS Cloud Credits for Research program.",
      ...overrides,
    },
  });
}
