import { recordEvent } from "@/features/audit/commands";
import type { CodeDisclosure, CourseStaff, OfferStaff } from "@/features/courses/access";
import { toInstantInput } from "@/lib/dates";
import { BYTE_ORDER_MARK, writeCsv } from "@/lib/tables/write-csv";
import { writeWorkbook } from "@/lib/tables/write-workbook";
import type { Database, Prisma } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { StreamedFile } from "@/server/send-stream";
import { openSnapshot, type Snapshot } from "@/server/snapshot";
import {
  CODE_COLUMNS,
  copyList,
  countCodes,
  countRows,
  describeList,
  type ListQuery,
  openCodes,
  readList,
} from "./queries";
import { type Format, type List, listWords, nameExport, WORKBOOK_ROWS } from "./rules";

const MEDIA_TYPES: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const BUSY = refuse(
  "export-busy",
  "Other downloads are being made at this moment, and only so many are made at once. Try again in a minute.",
);

type Handed = { pool: Database["pool"]; prisma: Prisma };

/**
 * Takes a list out of a course (or, with an offer's proof, out of that offer) as a file, and records it before the first byte leaves: no record, no
 * list. Refuses a workbook of more than WORKBOOK_ROWS rows, and while other downloads take up what there is.
 */
export async function exportList({
  pool,
  prisma,
  proof,
  list,
  format,
}: Handed & { proof: CourseStaff | OfferStaff; list: List; format: Format }): Promise<Outcome<StreamedFile>> {
  return withSnapshot({ pool, proof }, async (snapshot) => {
    const query = await describeList({ snapshot, proof, list });
    const rows = await countRows({ snapshot, query });
    if (format === "xlsx" && rows > WORKBOOK_ROWS) {
      return refuse(
        "export-too-long",
        `A workbook holds at most ${WORKBOOK_ROWS.toLocaleString("en")} rows here. Take the CSV file, which has no such limit.`,
      );
    }
    const offer = "offerId" in proof ? proof : undefined;
    await prisma.$transaction((tx) =>
      recordEvent(tx, {
        courseId: proof.courseId,
        offerId: offer?.offerId,
        actorId: proof.userId,
        act: "list.exported",
        subjectType: "course",
        subjectId: proof.courseId,
        detail: { list, format, rows },
      }),
    );
    return done({
      fileName: nameFile({ snapshot, proof, what: list, ending: format }),
      mediaType: MEDIA_TYPES[format],
      pieces: format === "csv" ? writeList(snapshot, query) : writeBook(snapshot, query, list),
      end: snapshot.end,
    });
  });
}

/**
 * Takes the codes of an offer out as a file, each opened while it is sent, and records it before the first leaves. `key` is CODE_KEY. Refuses while
 * other downloads take up what there is.
 */
export async function exportCodes({
  pool,
  prisma,
  proof,
  key,
}: Handed & { proof: CodeDisclosure; key: Buffer }): Promise<Outcome<StreamedFile>> {
  return withSnapshot({ pool, proof }, async (snapshot) => {
    const count = await countCodes({ snapshot, proof });
    await prisma.$transaction((tx) =>
      recordEvent(tx, {
        courseId: proof.courseId,
        offerId: proof.offerId,
        actorId: proof.userId,
        act: "codes.exported",
        subjectType: "offer",
        subjectId: proof.offerId,
        detail: { count },
      }),
    );
    return done({
      fileName: nameFile({ snapshot, proof, what: "codes", ending: "csv" }),
      mediaType: MEDIA_TYPES.csv,
      pieces: withHead(CODE_COLUMNS, openCodes({ snapshot, proof, key })),
      end: snapshot.end,
    });
  });
}

/** Opens a snapshot for a download, and ends it where none comes of it. */
async function withSnapshot(
  { pool, proof }: { pool: Database["pool"]; proof: CourseStaff },
  prepare: (snapshot: Snapshot) => Promise<Outcome<StreamedFile>>,
): Promise<Outcome<StreamedFile>> {
  const snapshot = await openSnapshot({ pool, timeZone: proof.timeZone });
  if (!snapshot) {
    return BUSY;
  }
  let prepared: Outcome<StreamedFile> | undefined;
  try {
    prepared = await prepare(snapshot);
    return prepared;
  } finally {
    if (!prepared?.ok) await snapshot.end();
  }
}

function nameFile({
  snapshot,
  proof,
  what,
  ending,
}: {
  snapshot: Snapshot;
  proof: CourseStaff | OfferStaff;
  what: string;
  ending: string;
}): string {
  const offer = "offerSlug" in proof ? proof.offerSlug : undefined;
  const day = toInstantInput(snapshot.at, proof.timeZone).slice(0, 10);
  return nameExport({ course: proof.courseSlug, what, offer, day, ending });
}

function writeList(snapshot: Snapshot, query: ListQuery): AsyncIterable<Uint8Array | string> {
  return withHead(
    query.columns.map(({ header }) => header),
    copyList({ snapshot, query }),
  );
}

async function* withHead(head: readonly string[], rows: AsyncIterable<Uint8Array | string>) {
  yield BYTE_ORDER_MARK + writeCsv([head]);
  yield* rows;
}

async function* writeBook(snapshot: Snapshot, query: ListQuery, list: List): AsyncGenerator<Uint8Array> {
  const rows = await readList({ snapshot, query, limit: WORKBOOK_ROWS });
  const head = query.columns.map(({ header }) => header);
  yield await writeWorkbook({ sheet: listWords[list], head, rows });
}
