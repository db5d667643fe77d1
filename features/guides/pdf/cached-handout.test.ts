import { expect, it, vi } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { getHandout } from "@/features/guides/pdf/cached-handout";
import type { GuideFacts } from "@/features/guides/rules";

// Drawing takes half a second of an idle processor, and tests rarely have one to themselves.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const facts: GuideFacts = {
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
};

it("draws once for the same facts, and anew when one of them changes", async () => {
  const [first, second] = await Promise.all([
    getHandout({ guide: awsGuide, facts }),
    getHandout({ guide: awsGuide, facts: { ...facts } }),
  ]);
  expect(second).toBe(first);
  expect(Buffer.from(first.pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  expect(Buffer.from(first.thumbnail.subarray(1, 4)).toString()).toBe("PNG");
  const later = await getHandout({ guide: awsGuide, facts: { ...facts, redeemBy: new Date("2027-05-31") } });
  expect(later).not.toBe(first);
});
