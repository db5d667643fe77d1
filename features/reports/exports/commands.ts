import type { CodeDisclosure, CourseStaff, OfferStaff } from "@/features/courses/access";
import { makeDownload } from "@/features/reports/commands";
import { BYTE_ORDER_MARK, writeCsv } from "@/lib/tables/write-csv";
import { writeWorkbook } from "@/lib/tables/write-workbook";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { KeyRing } from "@/server/key-ring";
import type { StreamedFile } from "@/server/send-stream";
import type { Snapshot } from "@/server/snapshot";
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
import { type Format, type List, listWords, WORKBOOK_ROWS } from "./rules";

/**
 * Takes a list out of a course as a file; with an offer's proof, out of that offer. Refuses a workbook of more than WORKBOOK_ROWS rows, and what
 * makeDownload refuses.
 */
export async function exportList({
  list,
  format,
  ...at
}: Database & { proof: CourseStaff | OfferStaff; list: List; format: Format }): Promise<Outcome<StreamedFile>> {
  return makeDownload({
    ...at,
    prepare: async (snapshot) => {
      const query = await describeList({ snapshot, proof: at.proof, list });
      const rows = await countRows({ snapshot, query });
      if (format === "xlsx" && rows > WORKBOOK_ROWS) {
        return refuse(
          "export-too-long",
          `A workbook holds at most ${WORKBOOK_ROWS.toLocaleString("en")} rows here. Take the CSV file, which has no such limit.`,
        );
      }
      const pieces = format === "csv" ? writeList(snapshot, query) : writeBook(snapshot, query, list);
      return done({ what: list, format, event: { act: "list.exported", detail: { list, format, rows } }, pieces });
    },
  });
}

/** Takes the codes of an offer out as a file, each opened while it is sent. `ring` has the code keys. Refuses what makeDownload refuses. */
export async function exportCodes({
  ring,
  ...at
}: Database & { proof: CodeDisclosure; ring: KeyRing }): Promise<Outcome<StreamedFile>> {
  const { proof } = at;
  return makeDownload({
    ...at,
    prepare: async (snapshot) => {
      const count = await countCodes({ snapshot, proof });
      const pieces = withHead(CODE_COLUMNS, openCodes({ snapshot, proof, ring }));
      return done({ what: "codes", format: "csv", event: { act: "codes.exported", detail: { count } }, pieces });
    },
  });
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
