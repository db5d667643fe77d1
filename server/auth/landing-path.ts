import { paths } from "@/lib/paths";
import type { Prisma } from "../db";

/** Where somebody goes who signed in without a page in mind: instructors and administrators to their desk, others to their courses. */
export async function landingPath({ db, email }: { db: Prisma; email: string }): Promise<string> {
  const [row] = await db.$queryRaw<{ instructs: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM administrators WHERE email = ${email})
        OR EXISTS (SELECT 1 FROM enrolments WHERE email = ${email} AND role = 'INSTRUCTOR' AND removed_at IS NULL) AS instructs`;
  return row?.instructs ? paths.admin : paths.courses;
}
