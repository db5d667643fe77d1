import type { SignedIn } from "@/features/courses/access";
import type { Prisma } from "@/server/db";

type Fact = Record<string, unknown>;

/** Everything that the portal keeps about one place in a course. No code is in it, and nothing of another person. */
export type PlaceData = {
  course: string | null;
  address: string;
  name: string;
  role: string;
  addedAt: Date;
  removedAt: Date | null;
  requests: Fact[];
  allocations: Fact[];
  guidePagesDone: Fact[];
  acknowledgements: Fact[];
  messages: Fact[];
  trail: Fact[];
};

/** Everything that the portal keeps about one address. */
export type PersonalData = {
  address: string;
  isAdministrator: boolean;
  account: { name: string | null; createdAt: Date; signInProviders: string[] } | null;
  places: PlaceData[];
  trail: Fact[];
};

/** What the portal keeps about the person who asks, wherever it is. */
export async function readMyData({ prisma, proof }: { prisma: Prisma; proof: SignedIn }): Promise<PersonalData> {
  const { email, userId, isAdministrator } = proof;
  const [user, places] = await Promise.all([
    prisma.user.findUnique({ where: { id: userId }, include: { accounts: { select: { provider: true } } } }),
    prisma.enrolment.findMany({
      where: { email },
      orderBy: { createdAt: "asc" },
      select: { id: true, courseId: true },
    }),
  ]);
  // The trail has an index by course, not by person; only an administrator acts where they have no place.
  const theirs = isAdministrator ? {} : { courseId: { in: places.map(({ courseId }) => courseId) } };
  const trail = await prisma.auditEvent.findMany({
    where: { ...theirs, actorId: userId },
    orderBy: { id: "asc" },
    select: EVENT,
  });
  return {
    address: email,
    isAdministrator,
    account: user && {
      name: user.name,
      createdAt: user.createdAt,
      signInProviders: user.accounts.map(({ provider }) => provider),
    },
    places: await Promise.all(places.map(({ id }) => readPlaceData(prisma, id))),
    trail,
  };
}

const EVENT = { at: true, act: true, subjectType: true, subjectId: true } as const;
const OFFER = { select: { name: true } } as const;

/** What the portal keeps about one place. To a participant a course that is still a draft does not exist: it stays without its title. */
export async function readPlaceData(prisma: Prisma, enrolmentId: string): Promise<PlaceData> {
  const place = await prisma.enrolment.findUniqueOrThrow({
    where: { id: enrolmentId },
    include: {
      course: { select: { title: true, term: true, openedAt: true } },
      requests: { include: { offer: OFFER, answers: { include: { question: { select: { text: true } } } } } },
      allocations: { include: { offer: OFFER } },
      progress: { include: { offer: OFFER } },
      acknowledgements: { include: { offer: OFFER } },
      deliveries: { include: { message: { select: { kind: true, subject: true, body: true } } } },
    },
  });
  const { course, requests, allocations, progress, acknowledgements, deliveries } = place;
  const isHidden = place.role === "PARTICIPANT" && course.openedAt === null;
  const about = [place, ...requests, ...allocations].map(({ id }) => id);
  return {
    course: isHidden ? null : `${course.title}, ${course.term}`,
    address: place.email,
    name: place.name,
    role: place.role,
    addedAt: place.createdAt,
    removedAt: place.removedAt,
    requests: requests.map(({ offer, answers, id, courseId, offerId, enrolmentId: _, ...request }) => ({
      offer: offer.name,
      ...request,
      answers: answers.map(({ question, text }) => ({ question: question.text, answer: text })),
    })),
    allocations: allocations.map(
      ({ offer, id, courseId, offerId, enrolmentId: _, codeId, requestId, ...allocation }) => ({
        offer: offer.name,
        ...allocation,
      }),
    ),
    guidePagesDone: progress.map(({ offer, page, doneAt }) => ({ offer: offer.name, page, doneAt })),
    acknowledgements: acknowledgements.map(({ offer, text, acknowledgedAt }) => ({
      ...{ offer: offer.name, text, acknowledgedAt },
    })),
    messages: deliveries.map(({ message, address, state, answer, queuedAt, settledAt }) => ({
      ...message,
      ...{ address, state, answer, queuedAt, settledAt },
    })),
    trail: await prisma.auditEvent.findMany({
      where: { courseId: place.courseId, subjectId: { in: about } },
      orderBy: { id: "asc" },
      select: EVENT,
    }),
  };
}

/**
 * What forgetting one person would do to the codes that they hold now, in numbers. `uncertain` are unseen on record but were given before the backup
 * that their offer was restored from, so that they may have been seen since: `release_code` leaves these.
 */
export type Holdings = { unseen: number; uncertain: number; seen: number; open: number };

/** Counts the person's live allocations by that, and their requests that are not decided. */
export async function countHoldings({ prisma, enrolment }: { prisma: Prisma; enrolment: string }): Promise<Holdings> {
  const [holdings] = await prisma.$queryRaw<[Holdings]>`
    SELECT count(*) FILTER (WHERE a.state = 'ALLOCATED' AND (a.allocated_at <= o.restored_to) IS NOT TRUE)::int AS unseen,
      count(*) FILTER (WHERE a.state = 'ALLOCATED' AND a.allocated_at <= o.restored_to)::int AS uncertain,
      count(*) FILTER (WHERE a.state IN ('REVEALED', 'REDEEMED', 'REPORTED'))::int AS seen,
      (SELECT count(*) FROM requests WHERE enrolment_id = ${enrolment}::uuid AND state IN ('PENDING', 'WAITING'))::int AS open
    FROM allocations a JOIN offers o ON o.id = a.offer_id WHERE a.enrolment_id = ${enrolment}::uuid`;
  return holdings;
}
