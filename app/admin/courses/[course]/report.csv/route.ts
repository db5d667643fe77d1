import { loadSponsorReportFile } from "@/features/reports/sponsor/loaders";

type Context = { params: Promise<{ course: string }> };

/** The sponsor's report as a file of lines. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return loadSponsorReportFile({ ...(await params), format: "csv" });
}
