import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import sharp from "sharp";
import { expect, it, vi } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import type { Guide } from "@/content/guides/types";
import { getHandout } from "@/features/guides/pdf/cached-handout";
import type { GuideFacts } from "@/features/guides/rules";

// Drawing takes half a second of an idle processor, and tests rarely have one to themselves.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const facts: GuideFacts = {
  ...{ courseTitle: "Maps", term: "Autumn", timeZone: "UTC", contactName: "Ada", contactAddress: "ada@example.org" },
  ...{
    offerName: "AWS credit",
    amountMinor: 10_000,
    currency: "USD",
    redeemBy: new Date("2027-04-30"),
    expired: false,
  },
};
const image = { id: "0191f0f0-0000-7000-8000-000000000001", width: 900, height: 500, alt: "The form, filled in." };
const figure = awsGuide.figures["credits-page"];
const guide: Guide = {
  ...awsGuide,
  figures: { ...awsGuide.figures, ...(figure && { "credits-page": { ...figure, image } }) },
};
const readImage = async () =>
  sharp({ create: { width: 900, height: 500, channels: 4, background: "#0a495180" } })
    .webp()
    .toBuffer();

async function readPage(pdf: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const number = (await document.getPageIndex((await document.getDestination("enter-your-code"))?.[0])) + 1;
  const page = await document.getPage(number);
  return { tree: JSON.stringify(await page.getStructTree()), operators: await page.getOperatorList() };
}

it("holds a screenshot in the figure's place, tagged with its own description", async () => {
  const [drawn, shown, gone] = await Promise.all([
    getHandout({ guide: awsGuide, facts }),
    getHandout({ guide, facts, revisionId: "one", readImage }),
    getHandout({ guide, facts, revisionId: "two", readImage: async () => null }),
  ]);
  const { tree, operators } = await readPage(shown.pdf);
  expect(tree).toContain("The form, filled in. Numbered marks: 1:");
  const images = (list: { fnArray: number[] }) => list.fnArray.filter((operator) => operator === 85).length;
  expect(images(operators)).toBe(1);
  expect(images((await readPage(drawn.pdf)).operators)).toBe(0);
  // A picture that is gone leaves the drawing, not a hole.
  expect(images((await readPage(gone.pdf)).operators)).toBe(0);
});
