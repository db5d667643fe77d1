import type { CourseInstructor, OfferStaff } from "@/features/courses/access";
import { endOfDay } from "@/lib/dates";
import type { Prisma } from "@/server/db";
import type { PlannedOffer } from "./rules";

/** An offer as its staff sees it. */
export type OfferAtDesk = PlannedOffer & { slug: string; version: number; expiresAt: Date };

const COLUMNS = {
  slug: true,
  version: true,
  provider: true,
  guide: true,
  name: true,
  amountMinor: true,
  currency: true,
  opensAt: true,
  closesAt: true,
  redeemBy: true,
  policy: true,
  acknowledgement: true,
} as const;

/** The offers of a course, first to close first. */
export async function listOffersAtDesk({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
}): Promise<OfferAtDesk[]> {
  const rows = await prisma.offer.findMany({
    where: { courseId: proof.courseId },
    orderBy: [{ closesAt: "asc" }, { name: "asc" }],
    select: COLUMNS,
  });
  return rows.map((row) => place(row, proof.timeZone));
}

/** One offer, whole. */
export async function readOfferAtDesk({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferStaff;
}): Promise<OfferAtDesk | null> {
  const row = await prisma.offer.findUnique({ where: { id: proof.offerId }, select: COLUMNS });
  return row && place(row, proof.timeZone);
}

function place(row: PlannedOffer & { slug: string; version: number }, timeZone: string): OfferAtDesk {
  return { ...row, expiresAt: endOfDay(row.redeemBy, timeZone) };
}
