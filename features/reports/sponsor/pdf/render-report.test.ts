import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it, vi } from "vitest";
import type { OfferReport, SponsorReport } from "../rules";
import { renderReport } from "./render-report";

// Drawing takes half a second of an idle processor, and tests rarely have one to themselves.
vi.setConfig({ testTimeout: 60_000 });

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const sum = (codes: number) => ({ codes, amountMinor: codes * 10_000 });

const offer = (name: string, files: number): OfferReport => ({
  slug: name.toLowerCase(),
  name,
  provider: "aws",
  amountMinor: 10_000,
  currency: "USD",
  opensAt: day("2026-09-01"),
  closesAt: day("2026-12-01"),
  redeemBy: day("2027-04-30"),
  firstGivenAt: day("2026-09-02"),
  lastRedeemedAt: null,
  received: sum(1_234),
  places: {
    unused: sum(1_000),
    given: sum(100),
    revealed: sum(100),
    redeemed: sum(31),
    reported: sum(2),
    quarantined: sum(1),
  },
  people: { enrolled: 300, requested: 240, given: 234, revealed: 134, redeemed: 31, acknowledged: 30 },
  batches: Array.from({ length: files }, (_, index) => ({
    id: `${index}`,
    receivedAt: day("2026-08-20"),
    digest: index.toString(16).padStart(64, "a"),
    expiresAt: null,
    ...sum(10),
  })),
});
const report = (...offers: OfferReport[]): SponsorReport => ({
  course: {
    title: "Brains & <Clouds>",
    term: "Autumn 2026",
    timeZone: "Europe/Zurich",
    startsOn: day("2026-09-01"),
    endsOn: day("2026-12-18"),
  },
  at: new Date("2026-11-24T11:00:00Z"),
  offers,
});

type StructNode = { role?: string; children?: StructNode[] };
const flatten = (node: StructNode): StructNode[] => [node, ...(node.children ?? []).flatMap(flatten)];

async function read(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const texts: string[] = [];
  const roles: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    roles.push(...flatten((await page.getStructTree()) as StructNode).flatMap(({ role }) => role ?? []));
  }
  return { pdf, text: texts.join(" ").replace(/\s+/g, " "), roles, texts };
}

describe("the sponsor's report as a PDF", () => {
  it("tells counts, dates and sums, and says in which zone", async () => {
    const { text } = await read(await renderReport(report(offer("AWS credit", 2))));
    for (const words of ["Brains & <Clouds>", "1,234", "$123,400", "30 April 2027", "Europe/Zurich", "45 %", "31"]) {
      expect(text).toContain(words);
    }
    expect(text.replace(/ /g, "")).toContain("1".padStart(64, "a"));
  });

  it("is tagged, in English, with a title, tables with heads, and a bookmark for each offer", async () => {
    const { pdf, roles } = await read(await renderReport(report(offer("AWS credit", 1), offer("Other credit", 0))));
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({ Language: "en", Title: "Sponsor’s report: Brains & <Clouds>, Autumn 2026" });
    expect(metadata.getRaw()).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect((await pdf.getOutline()).map(({ title }) => title)).toEqual(["AWS credit", "Other credit"]);
    for (const role of ["H1", "H2", "H3", "Table", "TR", "TH", "TD"]) expect(roles).toContain(role);
  });

  it("turns the page where there are many files, and loses none", async () => {
    const { text, texts } = await read(await renderReport(report(offer("AWS credit", 40))));
    expect(text.split("with the offer").length - 1).toBe(40);
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.at(-1)).toContain(`${texts.length} of ${texts.length}`);
  });

  it("is the same file for the same report, and one page where there is no offer", async () => {
    const one = await renderReport(report(offer("AWS credit", 3)));
    expect(Buffer.from(await renderReport(report(offer("AWS credit", 3)))).equals(one)).toBe(true);
    const { texts } = await read(await renderReport(report()));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain("nothing to report yet");
  });
});
