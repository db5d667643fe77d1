import { paths } from "@/lib/paths";
import type { Prisma } from "../db";

/** Where somebody goes who signed in without a page in mind: instructors, assistants and administrators to their desk, others to their courses. */
export async function landingPath({ db, email }: { db: Prisma; email: string }): Promise<string> {
  const [row] = await db.$queryRaw<{ looksAfter: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM administrators WHERE email = ${email})
        OR EXISTS (SELECT 1 FROM enrolments WHERE email = ${email} AND role <> 'PARTICIPANT' AND removed_at IS NULL) AS "looksAfter"`;
  return row?.looksAfter ? paths.admin : paths.courses;
}
