import type { CourseInstructor } from "@/features/courses/access";
import type { Prisma } from "@/server/db";

/** What undoing an import would do: codes of it that somebody has seen, that somebody has unseen, and that nobody has. */
export type WithdrawalView = { seen: number; unseen: number; free: number };

/** Counts them. A code that was moved to another offer counts as long as its batch names the import. */
export async function readWithdrawal({
  prisma,
  proof,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): Promise<WithdrawalView> {
  const [row] = await prisma.$queryRaw<[WithdrawalView]>`
    WITH held AS (
      SELECT a.revealed_at, a.state FROM allocations a JOIN codes c ON c.id = a.code_id JOIN batches b ON b.id = c.batch_id
      JOIN imports i ON i.id = b.import_id
      WHERE i.id = ${id}::uuid AND i.course_id = ${proof.courseId}::uuid
    )
    SELECT (SELECT count(*)::int FROM held WHERE revealed_at IS NOT NULL) AS seen,
      (SELECT count(*)::int FROM held WHERE revealed_at IS NULL AND state = 'ALLOCATED') AS unseen,
      (SELECT count(*)::int FROM codes c JOIN batches b ON b.id = c.batch_id
        WHERE b.import_id = ${id}::uuid AND b.course_id = ${proof.courseId}::uuid AND c.state IN ('AVAILABLE', 'SPARE')) AS free`;
  return row;
}
