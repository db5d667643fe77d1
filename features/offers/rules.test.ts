import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { guides } from "@/content/guides";
import { LARGEST_AMOUNT_MINOR, offerSlug, offerState, parseAmount, planOffer, writeAmount, writeOffer } from "./rules";
import { type OfferInput, offerFields } from "./schema";

const typed = {
  guide: "aws",
  name: "AWS credit",
  amount: "99.50",
  currency: "USD",
  opensAt: "2026-11-23T09:00",
  closesAt: "2026-12-23T18:00",
  redeemBy: "2027-04-30",
  policy: "AUTOMATIC",
  acknowledgement: "Supported by a sponsor.",
};
const parse = (overrides: Partial<Record<keyof OfferInput, string>> = {}) =>
  z.object(offerFields).parse({ ...typed, ...overrides });
const NOW = new Date("2026-11-30T10:23:45.678Z");
const plan = (
  overrides: Partial<Record<keyof OfferInput, string>> = {},
  when: { now: Date; opensAt?: Date } = { now: NOW },
) => planOffer(parse(overrides), { timeZone: "Europe/Berlin", guides, ...when });

describe("parseAmount", () => {
  it.each([
    ["100", "USD", 10_000],
    ["99.50", "USD", 9950],
    ["99,5", "EUR", 9950],
    ["0.01", "USD", 1],
    ["5000", "JPY", 5000],
    ["1.234", "KWD", 1234],
    ["10000000", "USD", LARGEST_AMOUNT_MINOR],
  ])("%s %s is %d", (text, currency, value) => {
    expect(parseAmount(text, currency)).toEqual({ ok: true, value });
  });

  it.each([
    ["-1", "USD", /minus/],
    ["−1", "USD", /minus/],
    ["0", "USD", /more than nothing/],
    ["0.00", "USD", /more than nothing/],
    ["a hundred", "USD", /digits only/],
    ["$100", "USD", /digits only/],
    ["1e3", "USD", /digits only/],
    ["1,000.00", "USD", /digits only/],
    ["1,000", "USD", /at most 2 decimals/],
    ["99.505", "USD", /at most 2 decimals/],
    ["100.5", "JPY", /no decimals/],
    ["10000000.01", "USD", /\$10,000,000/],
    ["9".repeat(15), "JPY", /Look at the number of digits/],
    ["9".repeat(16), "JPY", /digits only/],
  ])("refuses %s %s", (text, currency, sentence) => {
    const parsed = parseAmount(text, currency);
    expect(parsed.ok ? parsed.value : parsed.sentence).toMatch(sentence);
  });

  it("reads back what is written, in every number of decimals", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: LARGEST_AMOUNT_MINOR }),
        fc.constantFrom("USD", "JPY", "KWD"),
        (amountMinor, currency) => {
          expect(parseAmount(writeAmount(amountMinor, currency), currency)).toEqual({ ok: true, value: amountMinor });
        },
      ),
    );
  });
});

describe("planOffer", () => {
  it("stores moments of the course's zone as instants", () => {
    const planned = plan();
    expect(planned).toMatchObject({
      ok: true,
      offer: {
        provider: "aws",
        amountMinor: 9950,
        opensAt: new Date("2026-11-23T08:00Z"),
        closesAt: new Date("2026-12-23T17:00Z"),
      },
    });
    expect(planned.ok && writeOffer(planned.offer, "Europe/Berlin")).toEqual(typed);
  });

  it.each([
    ["guide", { guide: "nowhere" }, /no such guide/],
    ["currency", { currency: "XXQ" }, /no such currency/],
    ["amount", { amount: "-1" }, /minus/],
    ["opensAt", { opensAt: "tomorrow" }, /day and a time/],
    ["opensAt", { opensAt: "" }, /or “Now”/],
    ["closesAt", { opening: "now", closesAt: "2026-11-30T11:23" }, /close before it opens/],
    ["redeemBy", { opening: "now", redeemBy: "2026-11-29" }, /over before the window opens/],
    ["opensAt", { opensAt: "2026-02-30T10:00" }, /day and a time/],
    ["closesAt", { closesAt: "2026-11-23T09:00" }, /close before it opens/],
    ["redeemBy", { redeemBy: "2026-11-22" }, /over before the window opens/],
  ] as const)("refuses a wrong %s beside its field", (field, overrides, sentence) => {
    const planned = plan(overrides);
    expect(planned.ok ? {} : Object.keys(planned.problems)).toEqual([field]);
    expect(planned.ok ? "" : planned.problems[field]?.[0]).toMatch(sentence);
  });

  it("opens now by the clock that it is given, whatever the field says; what has opened keeps its instant", () => {
    const opened = (overrides: Parameters<typeof plan>[0], opensAt?: Date) => {
      const planned = plan(overrides, { now: NOW, opensAt });
      return planned.ok ? planned.offer.opensAt : planned.problems;
    };
    const [earlier, later] = [new Date("2026-11-30T10:20:30.400Z"), new Date("2026-12-01T10:00:00Z")];
    expect(opened({ opening: "now", opensAt: "" })).toEqual(NOW);
    expect(opened({ opening: "now", opensAt: "2026-12-05T09:00" })).toEqual(NOW);
    expect(opened({ opening: "now" }, later)).toEqual(NOW);
    expect(opened({ opening: "now" }, earlier)).toEqual(earlier);
    // The form shows minutes only.
    expect(opened({ opening: "at", opensAt: "2026-11-30T11:20" }, earlier)).toEqual(earlier);
    expect(opened({ opening: "at", opensAt: "2026-11-30T11:21" }, earlier)).toEqual(new Date("2026-11-30T10:21Z"));
  });

  it("allows the day on which the window opens as the last day, on the course's clocks", () => {
    expect(plan({ redeemBy: "2026-11-23", opensAt: "2026-11-23T00:30" }).ok).toBe(true);
  });

  it("tells everything that is wrong at once", () => {
    const planned = plan({ amount: "-1", closesAt: "2026-01-01T00:00", redeemBy: "2026-01-01" });
    expect(planned.ok ? [] : Object.keys(planned.problems).sort()).toEqual(["amount", "closesAt", "redeemBy"]);
  });
});

it("knows where an offer stands, to the instant", () => {
  const offer = { opensAt: new Date(10), closesAt: new Date(20), expiresAt: new Date(30) };
  const stand = (openedAt: Date | null, archivedAt: Date | null) =>
    [9, 10, 19, 20, 29, 30].map((instant) => offerState(offer, { now: new Date(instant), openedAt, archivedAt }));
  expect(stand(new Date(1), null)).toEqual(["not-yet-open", "open", "open", "closed", "closed", "expired"]);
  expect(stand(null, null), "in a draft").toEqual([...Array(5).fill("not-yet-open"), "expired"]);
  expect(stand(new Date(1), new Date(2)), "in an archived course").toEqual([...Array(5).fill("closed"), "expired"]);
});

it("names an offer", () => {
  expect([offerSlug("AWS credit"), offerSlug("New"), offerSlug("云")]).toEqual(["aws-credit", "offer", "offer"]);
});
