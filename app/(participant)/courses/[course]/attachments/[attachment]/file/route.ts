import { loadAttachmentFile } from "@/features/guides/attachments/loaders";
import { sendFile } from "@/server/send-file";

type Context = { params: Promise<{ course: string; attachment: string }> };

/** The attachment itself, to be opened, or with `?download=1` to be kept. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const file = await loadAttachmentFile({ ...(await params), part: "file" });
  return sendFile({ ...file, download: new URL(request.url).searchParams.has("download") });
}
