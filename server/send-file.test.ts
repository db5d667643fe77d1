import { expect, it } from "vitest";
import { sendFile, sendJson } from "./send-file";

const data = Uint8Array.from(Buffer.from("%PDF-1.7\n<script>alert(1)</script>"));
const send = (mediaType: string, fileName = "a", download = false) =>
  sendFile({ data, mediaType, fileName, download }).headers;

it("answers with files by the type that their bytes proved, kept by no cache (T13)", () => {
  for (const mediaType of ["application/pdf", "image/png", "image/jpeg", "image/webp", "application/json"]) {
    const headers = send(mediaType);
    expect(headers.get("content-type")).toBe(mediaType);
    expect(headers.get("cache-control")).toBe("private, no-store");
  }
  expect(sendJson({ data: {}, fileName: "x.json" }).headers.get("content-disposition")).toMatch(/^attachment;/);
});

it("writes a file's name into one header, whatever is in it (T13)", () => {
  for (const name of [
    'a"; filename="evil.html',
    "a\r\nSet-Cookie: x=1",
    "../../etc/passwd",
    "\u202Efdp.exe",
    "字.pdf",
  ]) {
    const headers = send("application/pdf", name, true);
    const disposition = headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.%!~-]*$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? "")).toBe(name);
    expect(headers.get("set-cookie")).toBeNull();
  }
});
