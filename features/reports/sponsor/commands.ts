import type { CourseInstructor } from "@/features/courses/access";
import { makeDownload } from "@/features/reports/commands";
import { BYTE_ORDER_MARK, writeCsv } from "@/lib/tables/write-csv";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { StreamedFile } from "@/server/send-stream";
import { readSponsorReport } from "./queries";
import { writeReportLines } from "./rules";

const HEAD = ["Offer", "Part", "Line", "Value", "Unit"];

/** Takes the sponsor's report out as a file. Refuses what makeDownload refuses. */
export async function exportSponsorReport(at: Database & { proof: CourseInstructor }): Promise<Outcome<StreamedFile>> {
  return makeDownload({
    ...at,
    prepare: async (snapshot) => {
      const report = await readSponsorReport({ ask: snapshot.ask, proof: at.proof });
      if (!report) {
        return refuse("missing", "There is no such course any more.");
      }
      const lines = writeReportLines(report);
      const event = { act: "list.exported", detail: { list: "report", format: "csv", rows: lines.length } } as const;
      return done({ what: "report", format: "csv", event, pieces: write([HEAD, ...lines]) });
    },
  });
}

async function* write(lines: string[][]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv(lines);
}
