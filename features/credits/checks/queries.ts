import type { CourseInstructor } from "@/features/courses/access";
import { type CodeStatus, codeStatuses } from "@/features/credits/imports/rules";
import type { Prisma, Transaction } from "@/server/db";
import { type CodeForm, findOddForms } from "./rules";

/** A line of a dry run as pages and reports show it: never a whole code. `tail` has the last two characters, of long ones only. */
export type CodeReportLine = {
  line: number;
  status: CodeStatus;
  problem: string | null;
  firstLine: number | null;
  length: number;
  tail: string;
  amountMinor: number | null;
  expiresOn: Date | null;
};

/** How many lines there are of each kind. */
export async function countCodeLines(tx: Prisma | Transaction, id: string): Promise<Record<CodeStatus, number>> {
  const rows = await tx.$queryRaw<{ status: CodeStatus; count: number }[]>`
    SELECT status::text, count(*)::int AS count FROM import_codes WHERE import_id = ${id}::uuid GROUP BY status`;
  const of = (status: CodeStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  return Object.fromEntries(codeStatuses.map((status) => [status, of(status)])) as Record<CodeStatus, number>;
}

const shown = {
  line: true,
  status: true,
  problem: true,
  firstLine: true,
  length: true,
  tail: true,
  amountMinor: true,
  expiresOn: true,
} as const;

/** The first lines that do not come in, in their order. The course's proof covers the import, which is asked for first. */
export async function listLinesLeftOut({
  prisma,
  id,
  count,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
  count: number;
}): Promise<CodeReportLine[]> {
  const rows = await prisma.importCode.findMany({
    where: { importId: id, status: { not: "NEW" } },
    orderBy: { line: "asc" },
    take: count,
    select: shown,
  });
  return rows as CodeReportLine[];
}

const REPORTED = 5_000;

/** Every line of a dry run, some thousand at a time. */
export async function* reportCodeLines({
  prisma,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): AsyncGenerator<CodeReportLine[]> {
  for (let after = 0; ; ) {
    const rows = await prisma.importCode.findMany({
      where: { importId: id, line: { gt: after } },
      orderBy: { line: "asc" },
      take: REPORTED,
      select: shown,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows as CodeReportLine[];
    after = last.line;
  }
}

/** How many expiry dates the new codes have, and how many of them bring a link or an amount of their own. */
export async function readNewCodes({
  prisma,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): Promise<{ days: { day: Date | null; count: number }[]; links: number; amounts: number }> {
  const rows = await prisma.$queryRaw<{ day: Date | null; count: number; links: number; amounts: number }[]>`
    SELECT expires_on AS day, count(*)::int AS count, count(link_ciphertext)::int AS links, count(amount_minor)::int AS amounts
    FROM import_codes WHERE import_id = ${id}::uuid AND status = 'NEW' GROUP BY expires_on ORDER BY expires_on NULLS LAST`;
  const sum = (key: "links" | "amounts") => rows.reduce((total, row) => total + row[key], 0);
  return { days: rows.map(({ day, count }) => ({ day, count })), links: sum("links"), amounts: sum("amounts") };
}

/** New codes that are unlike the rest: how many there are, the length that is usual, and the first of their lines, never the codes. */
export type OddCodes = { whole: number; usual: number | null; lines: { line: number; why: string }[] };

/** Finds them, by what was kept of their forms. */
export async function listOddCodes({
  prisma,
  id,
  count,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
  count: number;
}): Promise<OddCodes> {
  const forms = await prisma.$queryRaw<CodeForm[]>`
    SELECT length, form, count(*)::int AS count FROM import_codes
    WHERE import_id = ${id}::uuid AND status = 'NEW' GROUP BY length, form`;
  const { usual, odd } = findOddForms(forms);
  const rows =
    odd.length === 0
      ? []
      : await prisma.importCode.findMany({
          where: { importId: id, status: "NEW", OR: odd.map(({ length, form }) => ({ length, form })) },
          orderBy: { line: "asc" },
          take: count,
          select: { line: true, length: true, form: true },
        });
  const whyOf = ({ length, form }: { length: number; form: string }) =>
    odd.find((one) => one.length === length && one.form === form)?.why ?? "";
  const lines = rows.map((row) => ({ line: row.line, why: whyOf(row) }));
  return { whole: odd.reduce((total, one) => total + one.count, 0), usual, lines };
}
