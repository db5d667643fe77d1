import { loadImportReport } from "@/features/credits/imports/loaders";
import { readIdentifier } from "@/lib/read-identifier";
import { sendCsv } from "@/server/send-csv";

type Context = { params: Promise<{ course: string; import: string }> };

/** What becomes of each line of an import, as CSV. Codes are not in it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const ref = await params;
  return sendCsv(await loadImportReport({ course: ref.course, import: readIdentifier(ref.import) }));
}
