import type { CourseInstructor } from "@/features/courses/access";
import { judgeJobs, type Trouble } from "@/lib/job-trouble";
import { readFirstLines, type TableLine } from "@/lib/tables/read-lines";
import type { Prisma } from "@/server/db";
import { readJobs } from "@/server/jobs";
import type { KeyRing } from "@/server/key-ring";
import { readSealed } from "@/server/sealed-chunks";
import { type ImportState, taskOf } from "./rules";
import { type FileFormat, fileFormat } from "./schema";

/** An import as its page and the lists show it. `format` is null until the file has come in and was found readable. */
export type ImportView = {
  id: string;
  kind: "CODES" | "ROSTER";
  state: ImportState;
  offer: { slug: string; name: string; currency: string } | null;
  fileName: string;
  size: number;
  digest: string;
  format: FileFormat | null;
  /** Columns and wishes, which the feature that reads the file understands. */
  options: unknown;
  counts: Record<string, number>;
  lines: number;
  linesDone: number;
  problem: string | null;
  createdBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
};

type Row = Omit<ImportView, "offer" | "format"> & {
  offerSlug: string | null;
  offerName: string | null;
  currency: string | null;
};

const toView = ({ offerSlug, offerName, currency, ...row }: Row): ImportView => ({
  ...row,
  offer: offerSlug !== null ? { slug: offerSlug, name: offerName ?? "", currency: currency ?? "" } : null,
  format: fileFormat.safeParse((row.options as { format?: unknown } | null)?.format).data ?? null,
});

/** One import of the course; null when there is none of that name. */
export async function readImport({
  prisma,
  proof,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): Promise<ImportView | null> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT i.id, i.kind::text, i.state::text, i.file_name AS "fileName", i.size::float8, i.digest, i.options, i.counts, i.lines,
      i.lines_done AS "linesDone", i.problem, i.created_at AS "createdAt", i.finished_at AS "finishedAt", i.undone_at AS "undoneAt",
      u.email AS "createdBy", o.slug AS "offerSlug", o.name AS "offerName", o.currency
    FROM imports i LEFT JOIN users u ON u.id = i.created_by LEFT JOIN offers o ON o.id = i.offer_id
    WHERE i.course_id = ${proof.courseId}::uuid AND i.id = ${id}::uuid`;
  return rows[0] ? toView(rows[0]) : null;
}

/** Why nothing goes on with an import that should be worked on; null when nothing is wrong. */
export async function readTrouble({
  prisma,
  view: { id, kind, state },
}: {
  prisma: Prisma;
  view: Pick<ImportView, "id" | "kind" | "state">;
}): Promise<Trouble | null> {
  const task = taskOf(kind, state);
  const trouble = task && judgeJobs(await readJobs(prisma, { task, key: "importId", value: id }));
  if (!trouble) return null;
  // It may have ended since its state was read, and its job with it.
  return (await prisma.import.count({ where: { id, state } })) > 0 ? trouble : null;
}

const LISTED = 100;

/** The imports of an offer's codes, or of the course's roster where `offerId` is null: newest first, a hundred at most. */
export async function listImports({
  prisma,
  proof,
  offerId,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  offerId: string | null;
}): Promise<ImportView[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT i.id, i.kind::text, i.state::text, i.file_name AS "fileName", i.size::float8, i.digest, i.options, i.counts, i.lines,
      i.lines_done AS "linesDone", i.problem, i.created_at AS "createdAt", i.finished_at AS "finishedAt", i.undone_at AS "undoneAt",
      u.email AS "createdBy", o.slug AS "offerSlug", o.name AS "offerName", o.currency
    FROM imports i LEFT JOIN users u ON u.id = i.created_by LEFT JOIN offers o ON o.id = i.offer_id
    WHERE i.course_id = ${proof.courseId}::uuid AND i.offer_id IS NOT DISTINCT FROM ${offerId}::uuid
    ORDER BY i.id DESC LIMIT ${LISTED}`;
  return rows.map(toView);
}

/** What a job has to know of an import that it works on; null when somebody has thrown it away. */
export type ImportFile = {
  id: string;
  courseId: string;
  offerId: string | null;
  state: ImportState;
  fileName: string;
  digest: string;
  options: unknown;
  lines: number;
  format: FileFormat;
};

/** Reads it. */
export async function readImportFile({ prisma, id }: { prisma: Prisma; id: string }): Promise<ImportFile | null> {
  const row = await prisma.import.findUnique({ where: { id } });
  const format = fileFormat.safeParse((row?.options as { format?: unknown } | null)?.format).data;
  return row && format ? { ...row, format } : null;
}

/** The first lines of a file that has come in, to recognise its columns and to show them. `ring` has the code keys. */
export async function readPreview({
  prisma,
  ring,
  id,
  format,
  count,
}: {
  prisma: Prisma;
  ring: KeyRing;
  id: string;
  format: FileFormat;
  count: number;
}): Promise<TableLine[]> {
  for await (const head of readSealed({ prisma, importId: id, ring, most: 1 })) {
    return readFirstLines({ head, format, count });
  }
  return [];
}
