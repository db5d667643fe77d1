import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Standing } from "@/features/credits/rules";
import { composeLetter, describeAudience, isStillWanted, listSteps, maySendAgain, whyNothingIsSent } from "./rules";
import { type Audience, deliveryStates, messageFields, writeAudience } from "./schema";

const offer = (slug: string, standing: Standing, expired = false) => ({
  slug,
  name: `Credit ${slug}`,
  amountMinor: 10_000,
  currency: "USD",
  closesAt: new Date("2026-12-19T22:59:00Z"),
  redeemBy: new Date("2027-06-30"),
  timeZone: "Europe/Berlin",
  standing,
  expired,
});
const steps = (offers: ReturnType<typeof offer>[], left: string[] = []) => listSteps({ course: "c", offers, left });

describe("listSteps", () => {
  it.each([
    ["open", "request"],
    ["allocated", "reveal"],
    ["revealed", "redeem"],
    ["pending", undefined],
    ["waiting", undefined],
    ["declined", undefined],
    ["redeemed", undefined],
    ["reported", undefined],
    ["closed", undefined],
    ["not-yet-open", undefined],
    ["withdrawn", undefined],
    ["expired", undefined],
    ["staff", undefined],
  ] as const)("of somebody who is %s is %s", (standing, step) => {
    expect(steps([offer("a", standing)])[0]?.step).toBe(step);
  });

  it("has nothing of an offer that has expired, though a code of it was never looked at", () => {
    expect(steps([offer("a", "allocated", true), offer("b", "revealed", true)])).toEqual([]);
  });

  it("does not ask whoever has left the waiting list to request again, but speaks of the other offers", () => {
    expect(steps([offer("a", "open"), offer("b", "open")], ["a"]).map(({ slug }) => slug)).toEqual(["b"]);
  });

  it("combines all offers, each with its date and the page where it is done", () => {
    const found = steps([offer("a", "open"), offer("b", "revealed"), offer("c", "redeemed")]);
    expect(found).toMatchObject([
      {
        sentence: "Request your code for Credit a ($100) by 19 December 2026, 23:59 (Europe/Berlin).",
        path: "/courses/c/offers/a",
      },
      {
        sentence: "Redeem your code for Credit b ($100) by 30 June 2027, and tell the portal when you have.",
        path: "/courses/c/offers/b/code",
      },
    ]);
  });
});

it.each([
  [["request"], true],
  [["reveal"], false],
  [["request:a"], true],
  [["request:b", "reveal"], false],
])("a reminder for %j is still wanted by who has to request of a: %s", (wanted, expected) => {
  expect(isStillWanted({ wanted, steps: steps([offer("a", "open")]) })).toBe(expected);
});

it.each([
  [
    { kind: "REMINDER", wanted: ["request", "redeem:a"] },
    "Participants who have not requested or have not redeemed their code (Credit a)",
  ],
  [{ kind: "LETTER", by: "role", role: "ASSISTANT" }, "Everybody who is an assistant"],
  [{ kind: "LETTER", by: "role", role: "PARTICIPANT" }, "Everybody who is a participant"],
  [
    { kind: "LETTER", by: "standing", offer: "a", standing: "waiting" },
    "Participants who are on the waiting list: Credit a",
  ],
  [{ kind: "INVITATION", who: "all" }, "All participants"],
] as [Audience, string][])("%j is called %s", (audience, words) => {
  expect(describeAudience(audience, [{ slug: "a", name: "Credit a" }])).toBe(words);
});

it("an audience comes back from its address as it was", () => {
  const some = fc.oneof(
    fc.record({
      kind: fc.constant("INVITATION" as const),
      who: fc.constantFrom("never-invited", "never-signed-in", "all"),
    }),
    fc.record({
      kind: fc.constant("REMINDER" as const),
      wanted: fc.uniqueArray(fc.constantFrom("request", "reveal", "redeem"), { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant("LETTER" as const),
      by: fc.constant("people" as const),
      people: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 150 }),
    }),
  ) as fc.Arbitrary<Audience>;
  fc.assert(
    fc.property(some, (audience) => {
      expect(messageFields.audience.parse(writeAudience(audience))).toEqual(audience);
    }),
  );
});

it("nothing is sent from a draft, nor from an archived course", () => {
  const now = new Date();
  expect(whyNothingIsSent({ openedAt: null, archivedAt: null })).toContain("being set up");
  expect(whyNothingIsSent({ openedAt: now, archivedAt: now })).toContain("archived");
  expect(whyNothingIsSent({ openedAt: now, archivedAt: null })).toBeNull();
});

it("only what nobody got, or nobody knows of, may be sent again", () => {
  expect(deliveryStates.filter((state) => maySendAgain({ kind: "LETTER", state }))).toEqual([
    "REFUSED",
    "GIVEN_UP",
    "UNCERTAIN",
  ]);
  expect(deliveryStates.filter((state) => maySendAgain({ kind: "NOTICE", state }))).toEqual([]);
});

it("a greeting is one line, whatever the name", () => {
  const course = { contactName: "C", contactAddress: "c@example.org" };
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(composeLetter({ name, body: "", course, steps: [] }).greeting).not.toMatch(/[\r\n]/);
    }),
  );
});
