import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { dropLines, failImport, startCheck } from "@/features/courses/imports/commands";
import { readPreview } from "@/features/courses/imports/queries";
import { DISCARDABLE, LIMITS, REREADABLE, SENT_BOTH } from "@/features/courses/imports/rules";
import { type FileFormat, fileFormat } from "@/features/courses/imports/schema";
import { cleanFileName } from "@/lib/file-name";
import { readLines, type TableLine, UnreadableTable } from "@/lib/tables/read-lines";
import { createSniffer } from "@/lib/tables/sniff-text";
import { startDigest } from "@/server/crypto";
import type { Prisma } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { KeyRing } from "@/server/key-ring";
import type { FormPart } from "@/server/read-multipart";
import { readSealed, storeSealed } from "@/server/sealed-chunks";
import { measure, passBy, unpack } from "@/server/unpack-table";

/** What differs between files of codes and of people. */
export type ImportKind =
  | { kind: "CODES"; proof: OfferInstructor; recognise: Recognise }
  | { kind: "ROSTER"; proof: CourseInstructor; recognise: Recognise };
/** The same for a file that is here already, and whose offer is known by it. */
type Reading = { kind: ImportKind["kind"]; proof: CourseInstructor; recognise: Recognise };
/** Finds the columns in the first lines; null when somebody has to say which is which. */
type Recognise = (lines: readonly TableLine[]) => object | null;

const SAMPLE_LINES = 50;

/**
 * Takes a file or pasted lines in while they come, sealed piece by piece, and begins the dry run where the columns are recognised. Answers
 * with the import. Refuses a form without either (`no-file`, no import is made); what cannot be read, is too large, or came twice becomes
 * a failed import with its sentence (`failed`, and its id). Text in which no table was found is kept, so that it may be read in another way.
 * `ring` has the code keys.
 */
export async function receiveImport({
  prisma,
  ring,
  about,
  parts,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: ImportKind;
  parts: AsyncIterable<FormPart>;
}): Promise<
  { ok: true; id: string } | { ok: false; reason: "no-file"; id: null } | { ok: false; reason: "failed"; id: string }
> {
  await dropForgotten(prisma);
  let taken: { id: string; problem: string | null } | null = null;
  for await (const part of parts) {
    const bytes = await openPart(part);
    if (bytes && taken) {
      taken.problem = SENT_BOTH;
    } else if (bytes) {
      const fileName = part.fileName === null ? "pasted lines" : cleanFileName(part.fileName, "file");
      taken = await takeIn({ prisma, ring, about, fileName, bytes });
    }
  }
  if (!taken) return { ok: false, reason: "no-file", id: null };
  if (taken.problem !== null) {
    await failImport({ prisma, id: taken.id, problem: taken.problem });
    return { ok: false, reason: "failed", id: taken.id };
  }
  const problem = await recogniseColumns({ prisma, ring, about, id: taken.id });
  if (problem === null) return { ok: true, id: taken.id };
  await failImport({ prisma, id: taken.id, problem, keepFile: true });
  return { ok: false, reason: "failed", id: taken.id };
}

/** The bytes of a field that holds something; null for other fields, a file field that was left alone, and blank lines. */
async function openPart({ name, fileName, bytes }: FormPart): Promise<AsyncIterable<Buffer> | null> {
  if (name === "file") return fileName ? bytes : null;
  if (name !== "pasted") return null;
  const blank: Buffer[] = [];
  const source = bytes[Symbol.asyncIterator]();
  for (let next = await source.next(); !next.done; next = await source.next()) {
    blank.push(next.value);
    // Blanks in front are held; nobody pastes many.
    if (next.value.toString("latin1").trim() !== "") {
      return (async function* () {
        yield* blank;
        yield* { [Symbol.asyncIterator]: () => source };
      })();
    }
  }
  return null;
}

async function takeIn({
  prisma,
  ring,
  about,
  fileName,
  bytes,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: ImportKind;
  fileName: string;
  bytes: AsyncIterable<Buffer>;
}): Promise<{ id: string; problem: string | null }> {
  const { kind, proof } = about;
  const offerId = kind === "CODES" ? proof.offerId : null;
  const { id } = await prisma.import.create({
    data: { courseId: proof.courseId, offerId, kind, fileName, createdBy: proof.userId },
    select: { id: true },
  });
  const sniffer = createSniffer();
  const meter = { size: 0, digest: startDigest() };
  try {
    const { source, pieces } = await unpack(measure({ bytes, meter, most: LIMITS[kind].bytes }));
    await storeSealed({ prisma, importId: id, ring, bytes: passBy(pieces, (piece) => sniffer.add(piece)) });
    const sniffed = sniffer.finish();
    const format: FileFormat | null = sniffed.ok ? { source, ...sniffed.format } : null;
    await prisma.import.update({
      where: { id },
      data: {
        state: "UPLOADED",
        size: meter.size,
        digest: meter.digest.digest("hex"),
        lines: sniffed.ok ? sniffed.lines : 0,
        options: { format },
      },
    });
    return { id, problem: sniffed.ok ? null : sniffed.sentence };
  } catch (error) {
    if (error instanceof UnreadableTable) return { id, problem: error.message };
    // The line was cut, or the database was: nothing of the file stays.
    await prisma.import.delete({ where: { id } }).catch(() => {});
    throw error;
  }
}

/** Begins the dry run where the columns are recognised. Answers with a sentence where not even the first lines can be read. */
async function recogniseColumns({
  prisma,
  ring,
  about: { proof, kind, recognise },
  id,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: Reading;
  id: string;
}): Promise<string | null> {
  const { options } = await prisma.import.findUniqueOrThrow({ where: { id }, select: { options: true } });
  const { format } = options as { format: FileFormat };
  const lines = await readPreview({ prisma, ring, id, format, count: SAMPLE_LINES });
  if (lines.length === 0) return explainBeginning({ open: () => readSealed({ prisma, importId: id, ring }), format });
  const columns = recognise(lines);
  if (columns) await startCheck({ prisma, proof, kind, id, options: { columns } });
  return null;
}

const NO_TABLE = "Read like that, nothing of the file is a table. It stays as it was: choose something else.";
const NOT_YOURS_TO_CHOOSE =
  "How this file is read cannot be chosen now: the portal is at work on it or has let it go, or it is an Excel workbook.";

/**
 * Reads a file that has come in once more, with the encoding and the separator that somebody chose, and begins its dry run where the
 * columns are recognised so. Refuses, and changes nothing, what cannot be read like that (`unreadable`, with the reason), a workbook, and a file
 * that the portal is at work on or has let go (`busy`).
 */
export async function rereadImport({
  prisma,
  ring,
  about,
  id,
  choice,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: Reading;
  id: string;
  choice: Pick<FileFormat, "encoding" | "separator">;
}): Promise<Outcome<null>> {
  const where = { id, courseId: about.proof.courseId, kind: about.kind, state: { in: [...REREADABLE] } };
  const found = await prisma.import.findFirst({
    where,
    select: { options: true, _count: { select: { chunks: true } } },
  });
  const before = fileFormat.safeParse((found?.options as { format?: unknown } | null)?.format).data;
  if (before?.source !== "text" || found?._count.chunks === 0) return refuse("busy", NOT_YOURS_TO_CHOOSE);
  const format = { ...before, ...choice };
  const lines = await readPreview({ prisma, ring, id, format, count: SAMPLE_LINES });
  if (lines.length === 0) {
    const problem = await explainBeginning({ open: () => readSealed({ prisma, importId: id, ring }), format });
    return refuse("unreadable", problem ?? NO_TABLE);
  }
  const { count } = await prisma.import.updateMany({
    where,
    data: { state: "UPLOADED", options: { format }, counts: {}, problem: null, linesDone: 0 },
  });
  if (count === 0) return refuse("busy", NOT_YOURS_TO_CHOOSE);
  await recogniseColumns({ prisma, ring, about, id });
  return done(null);
}

async function explainBeginning(file: {
  open: () => AsyncIterable<Buffer>;
  format: FileFormat;
}): Promise<string | null> {
  try {
    for await (const _ of readLines({ ...file, mostLines: SAMPLE_LINES * 2 })) return null;
  } catch (error) {
    if (error instanceof UnreadableTable) return error.message;
    throw error;
  }
  return null;
}

/** What nobody has gone on with for a week is thrown away, because there may be codes in it. */
async function dropForgotten(prisma: Prisma): Promise<void> {
  const dropped = await prisma.$queryRaw<{ id: string }[]>`
    DELETE FROM imports WHERE state = ANY(${DISCARDABLE as string[]}::import_state[]) AND created_at < now() - interval '7 days'
    RETURNING id`;
  if (dropped.length > 0) {
    await prisma.$transaction((tx) =>
      dropLines(
        tx,
        dropped.map(({ id }) => id),
      ),
    );
  }
}
