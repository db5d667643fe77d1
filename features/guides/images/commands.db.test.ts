import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readGuideAtDesk } from "../revisions/queries";
import { addScreenshot, removeScreenshot } from "./commands";
import { readScreenshot } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const add = (bytes: Uint8Array, version = 0, alt = "The page Credits with its form.") =>
    addScreenshot({ prisma, proof, version, page: "enter-your-code", alt, upload: { fileName: "../x.svg", bytes } });
  const image = async () => (await readGuideAtDesk({ prisma, proof }))?.guide.figures["credits-page"]?.image;
  return { prisma, proof, add, image };
}

const picture = (format: "png" | "jpeg" | "webp", width = 2000) =>
  sharp({ create: { width, height: 900, channels: 3, background: "#0a4951" } })
    .withExif({ IFD0: { Copyright: "SECRET-PLACE" } })
    .toFormat(format)
    .toBuffer();

it.each(["png", "jpeg", "webp"] as const)("writes a %s anew as WebP, and shows the drawing again", async (format) => {
  const { prisma, proof, add, image } = await setUp();
  expect(await add(await picture(format))).toMatchObject({ ok: true, value: { number: 1 } });
  const shown = await image();
  expect(shown).toMatchObject({ width: 1600, height: 720, alt: "The page Credits with its form." });
  const stored = await readScreenshot({ prisma, proof, image: shown?.id ?? "" });
  expect(stored?.mediaType).toBe("image/webp");
  expect(Buffer.from(stored?.data ?? []).includes("SECRET-PLACE")).toBe(false);
  const other = await setUp();
  expect(await readScreenshot({ ...other, image: shown?.id ?? "" })).toBeNull();
  expect(await readScreenshot({ prisma, proof, image: "nothing" })).toBeNull();
  const remove = (version: number) => removeScreenshot({ prisma, proof, version, page: "enter-your-code" });
  expect(await remove(0)).toMatchObject({ ok: false, reason: "changed" });
  expect(await remove(1)).toMatchObject({ ok: true });
  expect(await image()).toBeUndefined();
});

it("refuses by content, and keeps nothing of what was refused", async () => {
  const { prisma, proof, add } = await setUp();
  const png = await picture("png");
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#000" } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /none of them/],
    [Buffer.from("%PDF-1.7"), /none of them/],
    [Buffer.alloc(0), /none of them/],
    [png.subarray(0, png.length / 2), /cannot be opened/],
    [bomb, /40 megapixels/],
    [Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), /larger than 10 MB/],
  ];
  for (const [bytes, sentence] of cases) {
    expect(await add(bytes)).toMatchObject({ ok: false, problems: { file: [expect.stringMatching(sentence)] } });
  }
  const blobs = await prisma.blob.count();
  expect(await add(png, 0, "Too short")).toMatchObject({ ok: false, problems: { alt: [expect.any(String)] } });
  expect([await prisma.blob.count(), await prisma.guideImage.count({ where: { offerId: proof.offerId } })]).toEqual([
    blobs,
    0,
  ]);
});
