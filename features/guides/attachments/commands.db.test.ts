import PDFDocument from "pdfkit";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor } from "@/features/courses/access";
import { buildCourse } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { addAttachment, removeAttachment } from "./commands";
import { listAttachments, readAttachmentFile } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const proof = { userId: "0191f0f0-0000-7000-8000-000000000001", courseId: course.id } as CourseInstructor;
  const add = (fileName: string, bytes: Uint8Array) =>
    addAttachment({ prisma, proof, title: "From the sponsor", upload: { fileName, bytes } });
  return { prisma, proof, add };
}

function makePdf(): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument();
    const chunks: Buffer[] = [];
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.text("Information from the sponsor").end();
  });
}

const makePicture = (format: "png" | "jpeg" | "webp") =>
  sharp({ create: { width: 800, height: 400, channels: 3, background: "#0a4951" } })
    .withExif({ IFD0: { Copyright: "SECRET-PLACE" } })
    .toFormat(format)
    .toBuffer();

describe("addAttachment", () => {
  it("keeps a PDF as it is, with a picture of its first page 250 pixels wide for sharp screens", async () => {
    const { prisma, proof, add } = await setUp();
    const pdf = await makePdf();
    const added = await add("../Sponsor.html", pdf);
    if (!added.ok) throw new Error(JSON.stringify(added));
    expect(await listAttachments({ prisma, proof })).toMatchObject([
      { title: "From the sponsor", fileName: "../Sponsor.pdf", mediaType: "application/pdf", size: pdf.length },
    ]);
    const read = (part: "file" | "thumbnail") =>
      readAttachmentFile({ prisma, proof, attachment: added.value.id, part });
    expect(Buffer.from((await read("file"))?.data ?? []).equals(pdf)).toBe(true);
    const picture = sharp((await read("thumbnail"))?.data);
    expect(await picture.metadata()).toMatchObject({ format: "png", width: 500 });
    expect((await picture.stats()).entropy).toBeGreaterThan(0);
  });

  it.each(["png", "jpeg", "webp"] as const)("writes a %s anew, without what the camera put in", async (format) => {
    const { prisma, proof, add } = await setUp();
    const original = await makePicture(format);
    expect(original.includes("SECRET-PLACE")).toBe(true);
    const added = await add("photo.exe", original);
    if (!added.ok) throw new Error(JSON.stringify(added));
    const file = await readAttachmentFile({ prisma, proof, attachment: added.value.id, part: "file" });
    expect(file?.mediaType).toBe(`image/${format}`);
    expect(Buffer.from(file?.data ?? []).includes("SECRET-PLACE")).toBe(false);
    expect(await sharp(file?.data).metadata()).toMatchObject({ format, width: 800, height: 400 });
  });

  it("refuses by content, not by name, beside the file's field, and stores nothing (T13)", async () => {
    const { prisma, proof, add } = await setUp();
    const blobs = await prisma.blob.count();
    const picture = await makePicture("png");
    const drawing = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>',
    );
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#000" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const cases: [string, Uint8Array, RegExp][] = [
      ["drawing.png", drawing, /none of them/],
      ["page.pdf", Buffer.from("<!doctype html><script>alert(1)</script>"), /none of them/],
      ["empty.pdf", Buffer.alloc(0), /empty/],
      ["cut.png", picture.subarray(0, picture.length / 2), /cannot be opened/],
      ["broken.pdf", Buffer.from("%PDF-1.7\nnothing"), /cannot be opened/],
      ["bomb.png", bomb, /40 megapixels/],
      ["large.pdf", Buffer.concat([await makePdf(), Buffer.alloc(10 * 1024 * 1024)]), /larger than 10 MB/],
    ];
    for (const [name, bytes, sentence] of cases) {
      expect(await add(name, bytes), name).toMatchObject({
        ok: false,
        problems: { file: [expect.stringMatching(sentence)] },
      });
    }
    expect([await listAttachments({ prisma, proof }), await prisma.blob.count()]).toEqual([[], blobs]);
  });
});

describe("removeAttachment", () => {
  it("removes it with its bytes, and only from its own course", async () => {
    const { prisma, proof, add } = await setUp();
    const other = await setUp();
    const before = await prisma.blob.count();
    const added = await add("x.png", await makePicture("png"));
    if (!added.ok) throw new Error(JSON.stringify(added));
    const attachment = added.value.id;
    expect(await readAttachmentFile({ prisma, proof: other.proof, attachment, part: "file" })).toBeNull();
    expect(await removeAttachment({ prisma, proof: other.proof, attachment })).toMatchObject({
      ok: false,
      reason: "missing",
    });
    expect(await removeAttachment({ prisma, proof, attachment })).toMatchObject({ ok: true });
    expect(await prisma.blob.count()).toBe(before);
    const events = await prisma.auditEvent.findMany({ where: { courseId: proof.courseId }, orderBy: { id: "asc" } });
    expect(events.map(({ act }) => act)).toEqual(["attachment.added", "attachment.removed"]);
  });
});
