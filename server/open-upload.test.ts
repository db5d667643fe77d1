import { crc32, deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import sharp from "sharp";
import { describe, expect, it, vi } from "vitest";
import { openUpload } from "./open-upload";

vi.setConfig({ testTimeout: 120_000 });

const TYPES = ["application/pdf", "image/png", "image/jpeg", "image/webp"];
const open = (bytes: Uint8Array, types = TYPES) => openUpload({ bytes, types, thumbnail: 100 });

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32?.(named) ?? 0, 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG that says it is so large, with a few bytes of pixels. */
function png(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = chunk("IDAT", deflateSync(Buffer.alloc(4_000)));
  return Buffer.concat([signature, chunk("IHDR", head), pixels, chunk("IEND", Buffer.alloc(0))]);
}

function pdf(pages = 1, begin = ""): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ autoFirstPage: false });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("end", () => resolve(Buffer.concat([Buffer.from(begin), ...pieces])));
    for (let page = 0; page < pages; page += 1) document.addPage();
    document.end();
  });
}

/** A PDF of one page whose content is `content`, without a table of its objects: a reader finds them by itself. */
function barePdf(content: string, page = ""): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R${page}>>\nendobj\n4 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n`,
    "latin1",
  );
}

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>';

describe("a hostile upload (T13)", () => {
  it("of 30,000 × 30,000 pixels is refused by its head, before anything is decoded", async () => {
    // Nothing could be decoded: the pixels are missing. The same bytes within the limit are refused for that.
    expect(await open(png(30_000, 30_000))).toMatchObject({
      reason: "too-many-pixels",
      sentence: expect.stringMatching(/40 megapixels/),
    });
    expect(await open(png(300, 300))).toMatchObject({ ok: false, reason: "unreadable" });
  });

  it("is what its first bytes say, and nothing else is opened", async () => {
    const page = Buffer.from("<!doctype html><script>alert(1)</script>");
    const polyglot = await pdf(1, "<!doctype html><script>alert(1)</script>\n");
    const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .gif()
      .toBuffer();
    for (const bytes of [Buffer.from(DRAWING), page, polyglot, gif, Buffer.alloc(0), Buffer.alloc(5_000)]) {
      expect(await open(bytes)).toEqual({ ok: false, reason: "other-type", sentence: null });
    }
    // The first bytes of a picture, and a drawing behind them.
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const masked = await open(Buffer.concat([signature, Buffer.from(DRAWING)]));
    expect(masked.ok).toBe(false);
    const jpeg = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
    expect(await open(jpeg, ["image/png"])).toMatchObject({ ok: false, reason: "other-type" });
  });

  it("that is a picture and a web page at once is a picture only, written anew", async () => {
    const honest = await sharp({ create: { width: 90, height: 60, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const read = await open(Buffer.concat([honest, Buffer.from("<script>alert(1)</script>")]));
    if (!read.ok || !read.upload.file) throw new Error(JSON.stringify(read));
    expect(read.upload).toMatchObject({ mediaType: "image/png", width: 90, height: 60 });
    expect(Buffer.from(read.upload.file).includes("script")).toBe(false);
  });

  it("is a PDF of a thousand pages at most", async () => {
    expect(await open(await pdf(2))).toMatchObject({ ok: true, upload: { mediaType: "application/pdf", file: null } });
    expect(await open(await pdf(1_001))).toMatchObject({
      reason: "too-many-pages",
      sentence: expect.stringMatching(/1,000 pages/),
    });
  });

  it("is not drawn where a PDF's page is more than ten times as high as it is wide", async () => {
    expect(await open(barePdf("", "/MediaBox[0 0 100 990]"))).toMatchObject({ ok: true });
    expect(await open(barePdf("", "/MediaBox[0 0 100 1100]"))).toMatchObject({ reason: "unreadable" });
  });

  it.each([
    ["a page's content nested a million deep", barePdf(`${"[".repeat(1_000_000)}`)],
    ["a page's facts nested a million deep", barePdf("", `/X ${"[".repeat(1_000_000)}`)],
    ["states saved ten thousand times", barePdf("q ".repeat(10_000))],
    ["a page as wide as a street and as high as a coin", barePdf("", "/MediaBox[0 0 1 900000000]")],
    [
      "a picture in it of 100,000 × 100,000",
      barePdf("q 10 0 0 10 0 0 cm BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI Q"),
    ],
    ["no object at all", Buffer.from(`%PDF-1.7\n${"1 0 obj\n".repeat(200_000)}`)],
  ])("is survived where a PDF has %s", async (_, bytes) => {
    const read = await open(bytes);
    expect(read.ok || /unreadable|took-too/.test(read.reason)).toBe(true);
  });
});
