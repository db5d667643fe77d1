import { loadSponsorReportFile } from "@/features/reports/sponsor/loaders";

type Context = { params: Promise<{ course: string }> };

/** The sponsor's report as a PDF to hand on. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return loadSponsorReportFile({ ...(await params), format: "pdf" });
}
