import { contentDisposition } from "@/lib/content-disposition";

const NOTHING =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const SANDBOX_POLICY = `${NOTHING}; sandbox`;
/** Chromium shows no PDF in a sandbox; its viewer is an object of the page. */
const PDF_POLICY = `${NOTHING}; object-src 'self'`;

/**
 * Answers with a stored file. Only types that were proved by their bytes are stored; the browser is told not to guess another, not to keep
 * a copy for others, and to run nothing in it.
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
      "Content-Security-Policy": mediaType === "application/pdf" ? PDF_POLICY : SANDBOX_POLICY,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
    },
  });
}

/** Answers with facts as a JSON file to be kept. */
export function sendJson({ data, fileName }: { data: unknown; fileName: string }): Response {
  const text = new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`);
  return sendFile({ data: text, mediaType: "application/json", fileName, download: true });
}
