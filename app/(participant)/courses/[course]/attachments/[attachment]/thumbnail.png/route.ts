import { loadAttachmentFile } from "@/features/guides/attachments/loaders";
import { sendFile } from "@/server/send-file";

type Context = { params: Promise<{ course: string; attachment: string }> };

/** The picture of an attachment's first page. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const file = await loadAttachmentFile({ ...(await params), part: "thumbnail" });
  return sendFile({ ...file, fileName: "thumbnail.png", download: false });
}
