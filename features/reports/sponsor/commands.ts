import type { CourseInstructor } from "@/features/courses/access";
import { makeDownload } from "@/features/reports/commands";
import { BYTE_ORDER_MARK, writeCsv } from "@/lib/tables/write-csv";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { StreamedFile } from "@/server/send-stream";
import { renderReport } from "./pdf/render-report";
import { readSponsorReport } from "./queries";
import { type SponsorReport, writeReportLines } from "./rules";

const HEAD = ["Offer", "Part", "Line", "Value", "Unit"];

/** Takes the sponsor's report out as a file of lines, or as a PDF to hand on. Refuses what makeDownload refuses. */
export async function exportSponsorReport({
  format,
  ...at
}: Database & { proof: CourseInstructor; format: "csv" | "pdf" }): Promise<Outcome<StreamedFile>> {
  return makeDownload({
    ...at,
    prepare: async (snapshot) => {
      const report = await readSponsorReport({ ask: snapshot.ask, proof: at.proof });
      if (!report) {
        return refuse("missing", "There is no such course any more.");
      }
      const lines = writeReportLines(report);
      const event = { act: "list.exported", detail: { list: "report", format, rows: lines.length } } as const;
      const pieces = format === "csv" ? write([HEAD, ...lines]) : draw(report);
      return done({ what: "report", format, event, pieces });
    },
  });
}

async function* draw(report: SponsorReport): AsyncGenerator<Uint8Array> {
  yield await renderReport(report);
}

async function* write(lines: string[][]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv(lines);
}
