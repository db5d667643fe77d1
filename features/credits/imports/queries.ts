import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import type { Prisma } from "@/server/db";

/** How an offer's pool stands: numbers of codes, and of people who wait for one or for an approval. */
export type PoolView = {
  offer: string;
  available: number;
  allocated: number;
  quarantined: number;
  waiting: number;
  pending: number;
};

export type BatchView = {
  id: string;
  fileName: string;
  digest: string;
  size: number;
  available: number;
  importedBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  /** The import that brought it, where it has a page. */
  importId: string | null;
};

/** The pools of a course's offers. A code of a batch that has expired is not available. */
export async function listPools({ prisma, proof }: { prisma: Prisma; proof: CourseInstructor }): Promise<PoolView[]> {
  return prisma.$queryRaw<PoolView[]>`
    SELECT o.slug AS offer,
      count(*) FILTER (WHERE c.state = 'AVAILABLE' AND (b.expires_at IS NULL OR b.expires_at > now()))::int AS available,
      count(*) FILTER (WHERE c.state = 'ALLOCATED')::int AS allocated,
      count(*) FILTER (WHERE c.state = 'QUARANTINED')::int AS quarantined,
      (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING')::int AS waiting,
      (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'PENDING')::int AS pending
    FROM offers o LEFT JOIN codes c ON c.offer_id = o.id LEFT JOIN batches b ON b.id = c.batch_id
    WHERE o.course_id = ${proof.courseId}::uuid GROUP BY o.id`;
}

/** The imports of an offer, newest first. */
export async function listBatches({ prisma, proof }: { prisma: Prisma; proof: OfferInstructor }): Promise<BatchView[]> {
  return prisma.$queryRaw<BatchView[]>`
    SELECT b.id, b.file_name AS "fileName", b.digest, b.size, b.created_at AS "createdAt", b.expires_at AS "expiresAt",
      b.import_id AS "importId", u.email AS "importedBy",
      (SELECT count(*) FROM codes c WHERE c.batch_id = b.id AND c.state = 'AVAILABLE')::int AS available
    FROM batches b LEFT JOIN users u ON u.id = b.imported_by
    WHERE b.offer_id = ${proof.offerId}::uuid ORDER BY b.created_at DESC, b.id DESC`;
}
