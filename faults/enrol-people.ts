import { encode } from "next-auth/jwt";
import { v7 as uuid7 } from "uuid";
import { paths } from "@/lib/paths";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildOffer, nextNumber } from "@/prisma/factories/build-course";
import type { Course, Offer } from "@/prisma/generated/client";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";
import type { Prisma } from "@/server/db";

/** Signs the sessions of this harness. Not a secret: it only ever guards what the harness has made. */
export const SESSION_SECRET = "the-fault-harness-signs-its-sessions-with-this";

/** Somebody who is going to ask for a code of one offer, with a session. */
export type Claimant = { enrolmentId: string; offerId: string; cookie: string; path: string };

export type Round = { course: Course; offer: Offer; claimants: Claimant[] };

/** Of ten people eight find a code in the pool. */
const CODES_FOR = 0.8;
/** Of so many people one asks where the window is shut, and has to hear no. */
const LATE_EVERY = 15;

/** Makes a course with one offer whose pool is too small for all, one that is closed, and people with sessions. */
export async function enrolPeople({ prisma, people }: { prisma: Prisma; people: number }): Promise<Round> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const closed = await buildOffer(prisma, { courseId: course.id, closesAt: new Date(Date.now() - 60_000) });
  await buildBatch(prisma, { offer, codes: Math.ceil(people * CODES_FOR) });
  await buildBatch(prisma, { offer: closed, codes: 1 });
  const users = await prisma.user.createManyAndReturn({
    data: Array.from({ length: people }, () => ({ email: `claims-${process.pid}-${nextNumber()}@example.org` })),
  });
  const enrolments = await prisma.enrolment.createManyAndReturn({
    data: users.map(({ email }) => ({ courseId: course.id, email, name: "A. Claimant" })),
  });
  const claimants = users.map(async ({ id, email, sessionVersion }, number) => {
    const enrolmentId = enrolments.find((enrolment) => enrolment.email === email)?.id ?? "";
    const token = { sub: id, sessionId: uuid7(), sessionVersion, email, name: null };
    const wanted = number % LATE_EVERY === LATE_EVERY - 1 ? closed : offer;
    return {
      enrolmentId,
      offerId: wanted.id,
      cookie: `${SESSION_COOKIE.plain}=${await encode({ token, secret: SESSION_SECRET, maxAge: 3600 })}`,
      path: paths.offer({ course: course.slug, offer: wanted.slug }),
    };
  });
  return { course, offer, claimants: await Promise.all(claimants) };
}
