import { expect, it } from "vitest";
import { sendFile, sendJson } from "./send-file";

const data = Uint8Array.from(Buffer.from("%PDF-1.7\n<script>alert(1)</script>"));
const send = (mediaType: string, fileName = "a", download = false) =>
  sendFile({ data, mediaType, fileName, download }).headers;

it("answers with files that a browser neither guesses at nor runs (T13)", () => {
  for (const mediaType of ["application/pdf", "image/png", "image/jpeg", "image/webp", "application/json"]) {
    const headers = send(mediaType);
    expect(headers.get("content-type")).toBe(mediaType);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'.*form-action 'none'/);
    expect(policy).not.toContain("script-src");
    // In Chromium's own viewer a PDF runs nothing of the portal; in a sandbox it would not be shown at all.
    expect(/; sandbox$/.test(policy)).toBe(mediaType !== "application/pdf");
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
