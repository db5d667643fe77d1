import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { cleanFileName } from "@/lib/file-name";
import { readLines, type TableLine, UnreadableTable } from "@/lib/tables/read-lines";
import { createSniffer, isZip } from "@/lib/tables/sniff-text";
import { startDigest } from "@/server/crypto";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";
import type { KeyRing } from "@/server/key-ring";
import type { FormPart } from "@/server/read-multipart";
import { LARGEST_WORKBOOK, readWorkbook } from "@/server/read-workbook";
import { readSealed, storeSealed } from "@/server/sealed-chunks";
import { readPreview } from "./queries";
import { CHECKABLE, DISCARDABLE, LIMITS } from "./rules";
import type { FileFormat } from "./schema";

/** What differs between files of codes and of people. */
export type ImportKind =
  | { kind: "CODES"; proof: OfferInstructor; recognise: Recognise }
  | { kind: "ROSTER"; proof: CourseInstructor; recognise: Recognise };
/** Finds the columns in the first lines; null when somebody has to say which is which. */
type Recognise = (lines: readonly TableLine[]) => object | null;

const TASKS = {
  CODES: { check: "check-codes", run: "import-codes" },
  ROSTER: { check: "check-roster", run: "import-roster" },
} as const;

const SAMPLE_LINES = 50;

/**
 * Takes a file or pasted lines in while they come, sealed piece by piece, and begins the dry run where the columns are recognised. Answers
 * with the import. Refuses a form without either (`no-file`, no import is made); what cannot be read, is too large, or came twice becomes
 * a failed import with its sentence (`failed`, its id in the sentence's place of `id`). `ring` has the code keys.
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
      taken.problem = "You chose a file and pasted lines as well. Send one of the two.";
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
  await failImport({ prisma, id: taken.id, problem });
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

type Meter = { size: number; digest: ReturnType<typeof startDigest> };

async function* measure({ bytes, meter, most }: { bytes: AsyncIterable<Buffer>; meter: Meter; most: number }) {
  for await (const piece of bytes) {
    meter.size += piece.length;
    if (meter.size > most) {
      throw new UnreadableTable(
        `This file is larger than ${most / 1024 / 1024} MB. Split it, and send one part after the other.`,
      );
    }
    meter.digest.update(piece);
    yield piece;
  }
}

/** Text passes as it comes. A workbook is held, within its own limit, and goes on as the text of its first sheet. */
async function unpack(
  bytes: AsyncGenerator<Buffer>,
): Promise<{ source: FileFormat["source"]; pieces: AsyncIterable<Buffer> }> {
  const held: Buffer[] = [];
  let size = 0;
  const collect = async (enough: number) => {
    while (size < enough) {
      const { value, done: isOver } = await bytes.next();
      if (isOver) return;
      held.push(value);
      size += value.length;
    }
  };
  await collect(4);
  if (!isZip(Buffer.concat(held).subarray(0, 4))) {
    return { source: "text", pieces: chain(held, bytes) };
  }
  await collect(LARGEST_WORKBOOK + 1);
  if (size > LARGEST_WORKBOOK) {
    throw new UnreadableTable(
      "Excel files of more than 10 MB are not read. In Excel choose “Save as”, then CSV (UTF-8), and upload that file.",
    );
  }
  const read = await readWorkbook(Buffer.concat(held));
  if (!read.ok) throw new UnreadableTable(read.sentence);
  return { source: "workbook", pieces: chain([read.csv], []) };
}

async function* chain(first: readonly Buffer[], rest: AsyncIterable<Buffer> | Iterable<Buffer>) {
  yield* first;
  yield* rest;
}

async function* passBy(pieces: AsyncIterable<Buffer>, look: (piece: Buffer) => void) {
  for await (const piece of pieces) {
    look(piece);
    yield piece;
  }
}

/** Begins the dry run where the columns are recognised. Answers with a sentence where not even the first lines can be read. */
async function recogniseColumns({
  prisma,
  ring,
  about,
  id,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: ImportKind;
  id: string;
}): Promise<string | null> {
  const { options } = await prisma.import.findUniqueOrThrow({ where: { id }, select: { options: true } });
  const { format } = options as { format: FileFormat };
  const lines = await readPreview({ prisma, ring, id, format, count: SAMPLE_LINES });
  if (lines.length === 0) {
    return explainBeginning({ open: () => readSealed({ prisma, importId: id, ring }), format });
  }
  const columns = about.recognise(lines);
  if (columns) {
    await startCheck({ prisma, proof: about.proof, kind: about.kind, id, options: { columns } });
  }
  return null;
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

type ById = { prisma: Prisma; proof: CourseInstructor; kind: ImportKind["kind"]; id: string };

const BUSY = () =>
  refuse("busy", "The portal is at work on this import, or is done with it. This page shows where it stands now.");

/** Begins the dry run, or begins it again with other columns and wishes. Refuses while a job works on the import, and when it is done. */
export async function startCheck({
  prisma,
  proof,
  kind,
  id,
  options,
}: ById & { options: Record<string, unknown> }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`
      UPDATE imports SET state = 'CHECKING', lines_done = 0, problem = NULL, counts = '{}',
        options = options || ${JSON.stringify(options)}::jsonb
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid AND kind = ${kind}::import_kind
        AND state = ANY(${CHECKABLE as string[]}::import_state[]) AND options -> 'format' IS NOT NULL`;
    if (moved === 0) return BUSY();
    await addJob(tx, { task: TASKS[kind].check, payload: { importId: id } });
    return done(null);
  });
}

/**
 * Takes a checked import in for good, by a job, with the wishes that stand beside the button. Refuses what is not checked; a second press finds
 * it running and changes nothing.
 */
export async function startImport({
  prisma,
  proof,
  kind,
  id,
  options,
}: ById & { options: Record<string, unknown> }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`
      UPDATE imports SET state = 'RUNNING', lines_done = 0, problem = NULL, options = options || ${JSON.stringify(options)}::jsonb
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid AND kind = ${kind}::import_kind AND state = 'CHECKED'`;
    if (moved === 0) return BUSY();
    await addJob(tx, { task: TASKS[kind].run, payload: { importId: id, userId: proof.userId } });
    return done(null);
  });
}

/** Throws a file away of which nothing was taken in. Refuses others; twice is once. */
export async function discardImport({ prisma, proof, id }: Omit<ById, "kind">): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await tx.import.findFirst({ where: { id, courseId: proof.courseId }, select: { id: true } });
    const { count } = await tx.import.deleteMany({
      where: { id, courseId: proof.courseId, state: { in: [...DISCARDABLE] } },
    });
    if (found && count === 0) return BUSY();
    if (count > 0) await dropLines(tx, [id]);
    return done(null);
  });
}

/** Records that an import cannot go on, with a sentence for a person, and lets go of its file. */
export async function failImport({
  prisma,
  id,
  problem,
}: {
  prisma: Prisma;
  id: string;
  problem: string;
}): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.import.updateMany({ where: { id }, data: { state: "FAILED", problem } });
    await tx.importChunk.deleteMany({ where: { importId: id } });
    await dropLines(tx, [id]);
  });
}

/** Deletes the lines that a dry run has made of files. */
export async function dropLines(tx: Transaction, ids: string[]): Promise<void> {
  await tx.importCode.deleteMany({ where: { importId: { in: ids } } });
  await tx.importPerson.deleteMany({ where: { importId: { in: ids } } });
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

/** Tells the page how far a job has come. */
export async function tellProgress({
  prisma,
  id,
  linesDone,
}: {
  prisma: Prisma;
  id: string;
  linesDone: number;
}): Promise<void> {
  await prisma.import.updateMany({ where: { id }, data: { linesDone } });
}
