import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { cleanFileName } from "@/lib/file-name";
import type { ImportView } from "../queries";
import { FileFacts } from "./file-facts";
import { ImportFailed } from "./import-failed";
import { ImportList } from "./import-list";
import { PreviewTable } from "./preview-table";

const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "'onmouseover='alert(1)",
  "</td></table><script>alert(1)</script>",
  "<!--",
  "javascript:alert(1)",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "{{constructor.constructor('alert(1)')()}}",
];

/** Tags and attributes of a page, without its words. */
const shape = (html: string) => html.replace(/>[^<]*</g, "><");

const view = (fileName: string, problem: string | null = null): ImportView => ({
  ...{ id: "0191f0f0-0000-7000-8000-000000000001", kind: "ROSTER", state: "CHECKED", offer: null, fileName, size: 1 },
  ...{ digest: "ab", format: null, options: {}, counts: {}, lines: 1, linesDone: 1, problem, createdBy: fileName },
  ...{ createdAt: new Date(0), finishedAt: null, undoneAt: null },
});

const pages = (text: string) => [
  renderToStaticMarkup(<PreviewTable lines={[{ line: 1, cells: [text, text] }]} columns={2} intro="" />),
  renderToStaticMarkup(<FileFacts view={view(text)} timeZone="UTC" />),
  renderToStaticMarkup(<ImportList course="c" imports={[view(text)]} timeZone="UTC" />),
  renderToStaticMarkup(<ImportFailed course="c" view={view(text, text)} again={null} reread={null} />),
];

it.each(PAYLOADS)("shows %s in a cell or a file's name as text (T10)", (payload) => {
  const plain = pages("plain");
  for (const text of [payload, cleanFileName(payload, "file")]) {
    expect(pages(text).map(shape)).toEqual(plain.map(shape));
  }
});
