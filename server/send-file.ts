import { contentDisposition } from "@/lib/content-disposition";

/**
 * Answers with a stored file. Only types that were proved by their bytes are stored; scripts/start/guard-answers.mjs tells the browser
 * to guess no other and to run nothing in it.
 */
export function sendFile({
  data,
  mediaType,
  fileName,
  download,
}: {
  data: Uint8Array<ArrayBuffer>;
  mediaType: string;
  fileName: string;
  download: boolean;
}): Response {
  return new Response(data, {
    headers: {
      "Content-Type": mediaType,
      "Content-Length": String(data.byteLength),
      "Content-Disposition": contentDisposition(download ? "attachment" : "inline", fileName),
      "Cache-Control": "private, no-store",
    },
  });
}

/** Answers with facts as a JSON file to be kept. */
export function sendJson({ data, fileName }: { data: unknown; fileName: string }): Response {
  const text = new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`);
  return sendFile({ data: text, mediaType: "application/json", fileName, download: true });
}
