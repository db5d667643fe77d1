import { expect, it } from "vitest";
import { places, type SponsorReport, steps, writeReportLines, writeShare } from "./rules";

it.each([
  [1, 3, "33 %"],
  [3, 3, "100 %"],
  [0, 3, "0 %"],
  [0, 0, "–"],
])("writes %i of %i as a share", (part, whole, share) => {
  expect(writeShare(part, whole)).toBe(share);
});

it("writes the report as lines, amounts in the currency's own digits and times on the course's clocks", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const sum = { codes: 2, amountMinor: 5000 };
  const offer = {
    slug: "aws",
    name: "AWS",
    provider: "aws",
    amountMinor: 2550,
    opensAt: new Date("2026-07-01T10:00:00Z"),
    closesAt: new Date("2026-12-01T10:00:00Z"),
    redeemBy: day("2026-12-31"),
    firstGivenAt: null,
    lastRedeemedAt: null,
    received: sum,
    places: Object.fromEntries(places.map((place) => [place, sum])) as SponsorReport["offers"][number]["places"],
    people: Object.fromEntries(steps.map((step) => [step, 7])) as SponsorReport["offers"][number]["people"],
    batches: [
      { id: "b", receivedAt: new Date("2026-07-01T10:00:00Z"), digest: "abc", expiresAt: null, ...sum },
      { id: "c", receivedAt: day("2026-07-02"), digest: "def", expiresAt: new Date("2026-11-30T23:00:00Z"), ...sum },
    ],
  };
  const lines = writeReportLines({
    course: {
      title: "Connectomics",
      term: "2026",
      timeZone: "Europe/Berlin",
      startsOn: day("2026-01-01"),
      endsOn: day("2026-12-31"),
    },
    at: new Date("2026-11-24T09:00:00Z"),
    offers: [
      { ...offer, currency: "USD" },
      { ...offer, name: "Yen", currency: "JPY" },
    ],
  });
  const find = (...begin: string[]) =>
    lines.find((line) => begin.every((cell, index) => line[index] === cell))?.slice(3);
  expect(find("", "Course", "Counted")).toEqual(["2026-11-24 10:00", "Europe/Berlin"]);
  expect(find("AWS", "Offer", "Amount")).toEqual(["25.50", "USD"]);
  expect(find("Yen", "Offer", "Amount")).toEqual(["2550", "JPY"]);
  expect(find("AWS", "Offer", "Window opens")).toEqual(["2026-07-01 12:00", "Europe/Berlin"]);
  expect(find("AWS", "Offer", "Last day to redeem")?.[0]).toBe("2026-12-31");
  expect(find("AWS", "Codes", "Redeemed")).toEqual(["2", "codes"]);
  expect(find("AWS", "Worth", "Unused")).toEqual(["50.00", "USD"]);
  expect(find("AWS", "People", "Enrolled as participants")).toEqual(["7", "people"]);
  expect(find("AWS", "Batch 1", "SHA-256 of the file")?.[0]).toBe("abc");
  expect(find("AWS", "Batch 1", "Last day to redeem")?.[0]).toBe("2026-12-31");
  expect(find("AWS", "Batch 2", "Last day to redeem")?.[0]).toBe("2026-11-30");
  expect(lines.every((line) => line.length === 5)).toBe(true);
});
