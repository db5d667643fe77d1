import { loadPersonData } from "@/features/reports/personal-data/loaders";
import { sendJson } from "@/server/send-file";

type Context = { params: Promise<{ course: string; enrolment: string }> };

/** What the course keeps about one person, for its instructors. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return sendJson({ data: await loadPersonData(await params), fileName: "personal-data.json" });
}
