import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { renderHandout } from "@/features/guides/pdf/render-handout";
import { renderFirstPage } from "@/features/guides/pdf/thumbnail";

// Drawing takes half a second of an idle processor, and tests rarely have one to themselves.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("renderFirstPage", () => {
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await renderHandout({
      guide: awsGuide,
      facts: {
        courseTitle: "Maps of the Brain",
        term: "Autumn 2026",
        timeZone: "Europe/Zurich",
        contactName: "Ada Example",
        contactAddress: "ada@example.org",
        offerName: "AWS credit",
        amountMinor: 10_000,
        currency: "USD",
        redeemBy: new Date("2027-04-30"),
        expired: false,
      },
    });
  });

  it.each([
    [1, 250, 354],
    [2, 500, 707],
  ])("gives a PNG of the first page at scale %i", async (scale, width, height) => {
    const png = await renderFirstPage({ pdf, width: 250, scale });
    const image = sharp(png);
    expect(await image.metadata()).toMatchObject({ format: "png", width, height });
    // The cover: its band at the top in the accent colour, letters in it, white paper below.
    const { data } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => Array.from(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));
    expect(pixel(5, 5)).toEqual([10, 73, 81]);
    expect(pixel(5, Math.round(height * 0.7))).toEqual([255, 255, 255]);
    expect(
      new Set(Array.from({ length: width }, (_, x) => pixel(x, Math.round(height * 0.15)).join())).size,
    ).toBeGreaterThan(5);
  });

  it("leaves the bytes that it was given alone", async () => {
    const before = pdf.length;
    await renderFirstPage({ pdf, width: 250 });
    expect(pdf.length).toBe(before);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["HTML", new TextEncoder().encode("<html><script>alert(1)</script></html>")],
  ])("refuses %s", async (_, bytes) => {
    await expect(renderFirstPage({ pdf: bytes, width: 250 })).rejects.toThrow();
  });
});
