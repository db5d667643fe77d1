import { loadScreenshot } from "@/features/guides/images/loaders";
import { sendFile } from "@/server/send-file";

type Context = { params: Promise<{ course: string; offer: string; image: string }> };

/** A screenshot of the offer's guide. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { data, mediaType } = await loadScreenshot(await params);
  return sendFile({ data, mediaType, fileName: "figure.webp", download: false });
}
