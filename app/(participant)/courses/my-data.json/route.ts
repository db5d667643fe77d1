import { loadMyData } from "@/features/reports/personal-data/loaders";
import { sendJson } from "@/server/send-file";

/** Everything that the portal keeps about whoever asks, without any code. */
export async function GET(): Promise<Response> {
  return sendJson({ data: await loadMyData(null), fileName: "my-data.json" });
}
