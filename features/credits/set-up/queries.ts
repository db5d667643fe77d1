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
  const [offers, pools, now] = await Promise.all([
    listOffersAtDesk({ prisma, proof }),
    listPools({ prisma, proof }),
    databaseNow(prisma),
  ]);
  const poolOf = (slug: string) => pools.find(({ offer }) => offer === slug);
  return {
    now,
    offers: offers.map((offer) => ({
      ...offer,
      available: poolOf(offer.slug)?.available ?? 0,
      allocated: poolOf(offer.slug)?.allocated ?? 0,
    })),
  };
}
