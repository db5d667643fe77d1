import { guides } from "@/content/guides";
import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { lockRetention } from "@/features/courses/settings/commands";
import { judgeLastDay } from "@/features/courses/settings/rules";
import { type FormRefusal, refuseProblems, refuseStale } from "@/lib/form-state";
import { numberSlug } from "@/lib/slug";
import { databaseNow, type Prisma, type Transaction } from "@/server/db";
import { brokeUniqueIndex, type Done, done } from "@/server/errors";
import { offerLabels, offerSlug, type PlannedOffer, planOffer, writeOffer } from "./rules";
import type { OfferInput } from "./schema";

const MOST_NAMESAKES = 50;

type Saved = Done<{ slug: string }> | FormRefusal;

/** Makes an offer of a course. Its slug comes from its name; the unique index decides. Refuses like `changeOffer`. */
export async function createOffer({
  prisma,
  proof,
  input,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  input: OfferInput;
}): Promise<Saved> {
  const planned = planOffer(input, { timeZone: proof.timeZone, guides, now: await databaseNow(prisma) });
  if (!planned.ok) {
    return { ok: false, reason: "invalid", sentence: "", problems: planned.problems };
  }
  const base = offerSlug(input.name);
  for (let attempt = 1; attempt <= MOST_NAMESAKES; attempt += 1) {
    try {
      return await insertOffer({ prisma, proof, offer: planned.offer, slug: numberSlug(base, attempt) });
    } catch (error) {
      if (!brokeUniqueIndex(error)) {
        throw error;
      }
    }
  }
  return {
    ok: false,
    reason: "invalid",
    sentence: "",
    problems: { name: ["This course has too many offers of this name. Choose another one."] },
  };
}

type Insertion = { prisma: Prisma; proof: CourseInstructor; offer: PlannedOffer; slug: string };

function insertOffer({ prisma, proof, offer, slug }: Insertion): Promise<Saved> {
  return prisma.$transaction(async (tx) => {
    const refusal = await judgeRetention(tx, { courseId: proof.courseId, redeemBy: offer.redeemBy, before: null });
    if (refusal) {
      return refusal;
    }
    const { id } = await tx.offer.create({ data: { ...offer, slug, courseId: proof.courseId }, select: { id: true } });
    await recordEvent(tx, {
      courseId: proof.courseId,
      offerId: id,
      actorId: proof.userId,
      act: "offer.created",
      subjectType: "offer",
      subjectId: id,
    });
    return done({ slug });
  });
}

/** A last day to redeem that moves is judged by the course's day of forgetting, as that day is by the last days. */
async function judgeRetention(
  tx: Transaction,
  { courseId, redeemBy, before }: { courseId: string; redeemBy: Date; before: Date | null },
): Promise<FormRefusal | null> {
  const problem = judgeLastDay({ day: redeemBy, before, retainUntil: await lockRetention(tx, courseId) });
  return problem === null ? null : refuseProblems({ redeemBy: [problem] });
}

/** Changes an offer. Refuses what `planOffer` refuses, a last day after the course's day of forgetting, and a save over somebody else's since `version`. */
export async function changeOffer({
  prisma,
  proof,
  input,
  version,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  input: OfferInput;
  version: number;
}): Promise<Saved> {
  const { courseId, offerId, userId, timeZone } = proof;
  return prisma.$transaction(async (tx) => {
    const select = { redeemBy: true, opensAt: true } as const;
    const before = await tx.offer.findUnique({ where: { id: offerId, version }, select });
    const planned = planOffer(input, { timeZone, guides, now: await databaseNow(tx), opensAt: before?.opensAt });
    if (!planned.ok) {
      return { ok: false, reason: "invalid", sentence: "", problems: planned.problems };
    }
    const { redeemBy } = planned.offer;
    const refusal = before && (await judgeRetention(tx, { courseId, redeemBy, before: before.redeemBy }));
    if (refusal) {
      return refusal;
    }
    const { count } = await tx.offer.updateMany({
      where: { id: offerId, courseId, version },
      data: { ...planned.offer, version: { increment: 1 } },
    });
    if (count === 0) {
      const stored = await tx.offer.findUniqueOrThrow({ where: { id: offerId } });
      const texts = { stored: writeOffer(stored, timeZone), typed: writeOffer(planned.offer, timeZone) };
      return refuseStale({ thing: "offer", labels: offerLabels, ...texts, version: stored.version });
    }
    await recordEvent(tx, {
      courseId,
      offerId,
      actorId: userId,
      act: "offer.changed",
      subjectType: "offer",
      subjectId: offerId,
      detail: { version: version + 1 },
    });
    return done({ slug: proof.offerSlug });
  });
}
