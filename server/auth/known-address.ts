import type { Prisma } from "../db";

/** Whether somebody of this address may be sent a sign-in mail: enrolled in a course, an administrator, or here before. */
export async function isKnownAddress({ db, email }: { db: Prisma; email: string }): Promise<boolean> {
  const [row] = await db.$queryRaw<{ known: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM enrolments WHERE email = ${email} AND removed_at IS NULL AND scrubbed_at IS NULL)
        OR EXISTS (SELECT 1 FROM administrators WHERE email = ${email})
        OR EXISTS (SELECT 1 FROM users WHERE email = ${email}) AS known`;
  return row?.known ?? false;
}
