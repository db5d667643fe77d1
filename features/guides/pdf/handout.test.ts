import { createHash } from "node:crypto";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { guides } from "@/content/guides/index";
import { renderHandout } from "@/features/guides/pdf/render-handout";
import { fillGuidePage, type GuideFacts } from "@/features/guides/rules";
import { formatDay } from "@/lib/dates";
import { parseMarkdown } from "@/lib/markdown";

// Drawing takes half a second of an idle processor, and tests rarely have one to themselves.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const facts: GuideFacts = {
  courseTitle: "Brains & <Clouds>",
  term: "Autumn 2026",
  timeZone: "Europe/Zurich",
  contactName: "Ada Example",
  contactAddress: "ada@example.org",
  offerName: "AWS credit",
  amountMinor: 10_000,
  currency: "USD",
  redeemBy: new Date("2027-04-30"),
  expired: false,
};

type StructNode = { role?: string; alt?: string; children?: StructNode[]; type?: string };
const squeeze = (text: string) => text.replace(/\s+/g, "");

describe.each(guides.map((guide) => [guide.slug, guide] as const))("the handout of %s", (_, guide) => {
  let bytes: Uint8Array;
  let pdf: PDFDocumentProxy;
  let texts: string[];
  let nodes: StructNode[];

  beforeAll(async () => {
    bytes = await renderHandout({ guide, facts });
    pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    texts = [];
    nodes = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      texts.push(content.items.map((item) => ("str" in item ? item.str : "")).join(" "));
      nodes.push(...flatten((await page.getStructTree()) as StructNode));
    }
  });

  it("is tagged, in English, with a title that is shown, and says that it is PDF/UA", async () => {
    const { info, metadata } = await pdf.getMetadata();
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(info).toMatchObject({
      Language: "en",
      Title: `${guide.title}: Brains & <Clouds>, Autumn 2026`,
      PDFFormatVersion: "1.7",
    });
    expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
    expect(metadata.getRaw()).toContain("<pdfuaid:part>1</pdfuaid:part>");
    // The title in the metadata is well-formed XML, whatever the course is called.
    expect(metadata.get("dc:title")).toContain("Brains & <Clouds>");
  });

  it("has a bookmark for each page of the guide, and a contents entry that leads there", async () => {
    const outline = (await pdf.getOutline()).map((entry) => entry.title);
    for (const page of guide.pages) {
      expect(
        outline.some((title) => title.endsWith(page.title)),
        page.title,
      ).toBe(true);
      expect(squeeze(texts[0] ?? "")).toContain(squeeze(page.title));
      const destination = await pdf.getDestination(page.slug);
      const index = await pdf.getPageIndex(destination?.[0]);
      expect(squeeze(texts[index] ?? "")).toContain(squeeze(page.title));
    }
  });

  it("begins each page of the guide on a page of its own", async () => {
    const starts = await Promise.all(
      guide.pages.map(async (page) => pdf.getPageIndex((await pdf.getDestination(page.slug))?.[0])),
    );
    expect(new Set(starts).size).toBe(guide.pages.length);
    expect(pdf.numPages).toBeGreaterThan(guide.pages.length);
    expect(pdf.numPages, "most pages of the guide fit on one sheet").toBeLessThan(guide.pages.length * 1.5);
  });

  it("holds every word of every page, filled with the course's own figures", () => {
    const all = squeeze(texts.join(" "));
    for (const page of guide.pages.map((each) => fillGuidePage({ page: each, facts }))) {
      for (const words of plainTexts(page.body).concat(page.notices.flatMap((notice) => plainTexts(notice.body)))) {
        expect(all, page.slug).toContain(squeeze(words));
      }
    }
    for (const value of ["$100", "$95", "30 April 2027", "Europe/Zurich", "ada@example.org", "Brains & <Clouds>"]) {
      expect(all).toContain(squeeze(value));
    }
    expect(all).not.toContain("{{");
  });

  it("gives each figure its alternative text with all its marks", () => {
    const alts = nodes.filter((node) => node.role === "Figure").map((node) => node.alt ?? "");
    for (const figure of Object.values(guide.figures)) {
      const alt = alts.find((each) => each.startsWith(`Figure ${figure.number}.`));
      expect(alt).toContain(figure.description);
      for (const callOut of figure.callOuts) {
        expect(alt).toContain(callOut.label);
      }
    }
  });

  it("tags headings, lists, tables and links", () => {
    const count = (role: string) => nodes.filter((node) => node.role === role).length;
    expect(count("H1")).toBe(1);
    expect(count("H2")).toBe(guide.pages.length + 1);
    expect(count("TOCI")).toBe(guide.pages.length + 1);
    expect(count("TH")).toBeGreaterThanOrEqual(2);
    expect(count("TD")).toBeGreaterThanOrEqual(8);
    expect(count("L")).toBeGreaterThan(3);
    expect(count("Link")).toBeGreaterThan(guide.pages.length);
  });

  it("says on every page but the cover when it was checked and which page it is", () => {
    for (const [index, text] of texts.slice(1).entries()) {
      expect(squeeze(text)).toContain(squeeze(`Last checked on ${formatDay(new Date(guide.lastChecked))}`));
      expect(squeeze(text)).toContain(`${index + 2}of${pdf.numPages}`);
    }
  });

  it("is the same file each time, and another one for other facts", async () => {
    const digest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
    expect(digest(await renderHandout({ guide, facts }))).toBe(digest(bytes));
    expect(digest(await renderHandout({ guide, facts: { ...facts, amountMinor: 5_000 } }))).not.toBe(digest(bytes));
  });

  it("holds no code, even when one is left lying in the facts", async () => {
    const canary = "CANARY-7F3K-9Q2X";
    const careless = { ...facts, code: canary };
    const data = await renderHandout({ guide, facts: careless });
    const read = await getDocument({ data: new Uint8Array(data), verbosity: 0 }).promise;
    let text = Buffer.from(data).toString("latin1");
    for (let number = 1; number <= read.numPages; number += 1) {
      const content = await (await read.getPage(number)).getTextContent();
      text += content.items.map((item) => ("str" in item ? item.str : "")).join("");
    }
    expect(text).not.toContain(canary);
  });
});

function flatten(node: StructNode | null): StructNode[] {
  return node ? [node, ...(node.children ?? []).flatMap(flatten)] : [];
}

/** The texts of a Markdown document's leaves. */
function plainTexts(markdown: string): string[] {
  const visit = (node: object): string[] => {
    if ("value" in node && typeof node.value === "string") {
      return [node.value];
    }
    return "children" in node && Array.isArray(node.children) ? node.children.flatMap(visit) : [];
  };
  return visit(parseMarkdown(markdown));
}
