import type { CourseInstructor } from "@/features/courses/access";
import { listOffersAtDesk } from "@/features/offers/queries";
import { databaseNow, type Prisma } from "@/server/db";
import { listPools } from "../imports/queries";
import type { SetUpOffer } from "./rules";

/** The offers of a course with how their pools stand, and the instant by the database's clock at which that was so. */
export async function listSetUpOffers({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
}): Promise<{ offers: SetUpOffer[]; now: Date }> {
  const [offers, pools, early, now] = await Promise.all([
    listOffersAtDesk({ prisma, proof }),
    listPools({ prisma, proof }),
    listEarly({ prisma, proof }),
    databaseNow(prisma),
  ]);
  const poolOf = (slug: string) => pools.find(({ offer }) => offer === slug);
  return {
    now,
    offers: offers.map((offer) => ({
      ...offer,
      available: poolOf(offer.slug)?.available ?? 0,
      allocated: poolOf(offer.slug)?.allocated ?? 0,
      early: early.filter(({ slug }) => slug === offer.slug),
    })),
  };
}

/** The codes of each pool that expire before their offer does. */
function listEarly({ prisma, proof }: { prisma: Prisma; proof: CourseInstructor }) {
  return prisma.$queryRaw<{ slug: string; expiresAt: Date; codes: number }[]>`
    SELECT o.slug, b.expires_at AS "expiresAt", sum(n.codes)::int AS codes
    FROM offers o JOIN courses c ON c.id = o.course_id JOIN batches b ON b.offer_id = o.id
    CROSS JOIN LATERAL (SELECT count(*) AS codes FROM codes k WHERE k.batch_id = b.id AND k.state = 'AVAILABLE') n
    WHERE o.course_id = ${proof.courseId}::uuid AND b.expires_at < (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AND n.codes > 0
    GROUP BY 1, 2 ORDER BY 2`;
}
