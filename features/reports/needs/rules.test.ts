import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OfferFigures } from "../dashboard/rules";
import { type DeskFacts, listNeeds } from "./rules";

const NOW = new Date("2026-11-24T09:00:00Z");
const daysFromNow = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const NOBODY = { count: 0, since: null };
const since = (count: number, days = 1) => ({ count, since: daysFromNow(-days) });

/** An offer that needs nobody: a code for each of its 40 participants. */
function offer(overrides: Partial<OfferFigures> = {}): OfferFigures {
  return {
    slug: "aws",
    name: "AWS credit",
    state: "open",
    frozenAt: null,
    opensAt: daysFromNow(-30),
    closesAt: daysFromNow(30),
    expiresAt: daysFromNow(90),
    available: 30,
    spare: 0,
    quarantined: 0,
    given: 10,
    funnel: { enrolled: 40, requested: 10, allocated: 10, revealed: 8, redeemed: 5 },
    declined: 0,
    pending: NOBODY,
    waiting: NOBODY,
    reported: NOBODY,
    recent: 7,
    expiries: [{ expiresAt: daysFromNow(90), unused: 30 }],
    ...overrides,
  };
}

const course: DeskFacts["course"] = {
  slug: "course",
  timeZone: "Europe/Berlin",
  openedAt: daysFromNow(-40),
  archivedAt: null,
  size: { PARTICIPANT: 40 },
};
const facts = (overrides: Partial<DeskFacts> = {}): DeskFacts => ({
  course,
  offers: [offer()],
  failedImports: [],
  stoppedActs: [],
  refused: NOBODY,
  givenUp: [],
  toldToWait: [],
  written: true,
  ...overrides,
});
const needsOf = (overrides: Partial<OfferFigures>) =>
  listNeeds(facts({ offers: [offer(overrides)] }), { now: NOW, mayInstruct: true });
const only = (overrides: Partial<OfferFigures>) => {
  const needs = needsOf(overrides);
  expect(needs).toHaveLength(1);
  return needs[0];
};

describe("a pool that came back from a backup (T28)", () => {
  it("comes before everything else, and asks for no codes meanwhile", () => {
    const frozen = { frozenAt: daysFromNow(-1), available: 0, waiting: since(3), pending: since(1, 9) };
    const needs = needsOf(frozen);
    expect(needs.map(({ kind }) => kind)).toEqual(["frozen", "pending"]);
    expect(needs[0]?.sentence).toContain("nobody is given a code until it is reconciled, and 3 people wait.");
    expect(needs[0]?.link?.href).toBe("/admin/courses/course/offers/aws/reconcile");
    expect(needsOf({ ...frozen, state: "expired", pending: NOBODY })).toEqual([]);
  });
});

describe("a course that is well", () => {
  it("needs nobody", () => {
    expect(needsOf({})).toEqual([]);
  });

  it("needs nobody as a draft or archived, whatever there is", () => {
    const offers = [offer({ pending: since(3), waiting: since(2), available: 0 })];
    for (const state of [{ openedAt: null }, { archivedAt: NOW }]) {
      expect(listNeeds(facts({ offers, course: { ...course, ...state } }), { now: NOW, mayInstruct: true })).toEqual(
        [],
      );
    }
  });
});

describe("people", () => {
  it("wait for an answer", () => {
    expect(only({ pending: since(1, 2) })).toEqual({
      kind: "pending",
      urgency: "now",
      sentence: "1 person waits for an answer to a request for AWS credit, since 22 November 2026, 10:00.",
      link: { href: "/admin/courses/course/offers/aws/requests", label: "See the requests" },
    });
    expect(only({ pending: since(1200) })?.sentence).toBe(
      "1,200 people wait for an answer to a request for AWS credit, the first since 23 November 2026, 10:00.",
    );
  });

  it("wait for a code, where there are fewer than they", () => {
    expect(only({ waiting: since(4), available: 0 })).toMatchObject({
      kind: "waiting",
      urgency: "now",
      sentence:
        "4 people wait for a code of AWS credit, the first since 23 November 2026, 10:00, and the pool is empty.",
      link: { href: "/admin/courses/course/offers/aws/codes" },
    });
    expect(only({ waiting: since(4), available: 1 })?.sentence).toContain("and only 1 code left.");
    expect(only({ waiting: since(4), available: 0, state: "closed" })?.kind).toBe("waiting");
  });

  it("are being served where there are codes enough, and cannot be any more after the last day", () => {
    expect(needsOf({ waiting: since(4) })).toEqual([]);
    expect(needsOf({ waiting: since(4), available: 0, state: "expired" })).toEqual([]);
  });

  it("report codes", () => {
    expect(only({ reported: since(2) })).toMatchObject({
      kind: "reported",
      urgency: "now",
      sentence: "2 codes of AWS credit were reported as not working, the first since 23 November 2026, 10:00.",
      link: { href: "/admin/courses/course/offers/aws/allocations?state=reported" },
    });
  });
});

describe("a pool runs low", () => {
  it.each<[string, Partial<OfferFigures>, string | null]>([
    ["never, while there is a code for everybody who has none, however fast it goes", { recent: 700 }, null],
    ["not for those who were declined", { available: 25, declined: 5 }, null],
    ["later: too few, but they last long", { available: 29, recent: 7 }, "later"],
    ["later: too few, and nobody asks", { available: 29, recent: 0 }, "later"],
    ["soon: too few, and they last a few days", { available: 7, recent: 21 }, "soon"],
    ["now: none is left, and the window is open", { available: 0 }, "now"],
    [
      "later: none has come in, and the window is not open yet",
      { available: 0, given: 0, state: "not-yet-open" },
      "later",
    ],
    ["no more once the window is closed", { available: 0, state: "closed" }, null],
    ["no more once the offer has expired", { available: 0, state: "expired" }, null],
  ])("%s", (_, overrides, urgency) => {
    const need = needsOf(overrides).find(({ kind }) => kind === "pool-low");
    expect(need?.urgency ?? null).toBe(urgency);
  });

  it("in words", () => {
    expect(only({ available: 7, recent: 21 })?.sentence).toBe(
      "AWS credit has 7 codes for 30 participants who have none; at this rate they last about 2 days.",
    );
    expect(only({ available: 0, expiries: [] })?.sentence).toBe(
      "AWS credit has no code for 30 participants who have none.",
    );
  });
});

describe("a batch is about to expire", () => {
  const at = (days: number, unused = 12) => ({ expiries: [{ expiresAt: daysFromNow(days), unused }] });

  it.each([
    [14.1, 12, false],
    [13.9, 12, true],
    [0.1, 1, true],
    [-0.1, 12, false],
    [5, 0, false],
  ])("in %d days, with %d unused codes: %s", (days, unused, isNeed) => {
    expect(needsOf(at(days, unused)).length).toBe(isNeed ? 1 : 0);
  });

  it("in words, by the course's own days", () => {
    // The end of 3 December in Berlin.
    expect(only({ expiries: [{ expiresAt: new Date("2026-12-03T23:00:00Z"), unused: 12 }] })).toMatchObject({
      kind: "expiring",
      urgency: "soon",
      sentence: "12 unused codes of AWS credit expire in 9 days: 3 December 2026 is the last day.",
      link: { href: "/admin/courses/course/offers/aws#batches" },
    });
  });
});

describe("who was told to wait", () => {
  const needs = (limit: "show-code" | "reveal", people: number) =>
    listNeeds(facts({ toldToWait: [{ limit, people, since: daysFromNow(-1) }] }), { now: NOW, mayInstruct: true });

  it("is urgent where it looks as if somebody took codes or lists (T17)", () => {
    expect(needs("show-code", 1)).toMatchObject([
      {
        urgency: "now",
        sentence:
          "1 person was told to wait after too many attempts at looking at participants’ codes, since 23 November 2026, 10:00.",
        link: { href: "/admin/courses/course/trail?act=limit.reached" },
      },
    ]);
  });

  it("is told, and can wait, where it is participants in a hurry", () => {
    expect(needs("reveal", 3)).toMatchObject([
      { urgency: "later", sentence: expect.stringMatching(/^3 people were told to wait .*, the first since/) },
    ]);
  });
});

describe("the course itself", () => {
  const needs = (overrides: Partial<DeskFacts>) => listNeeds(facts(overrides), { now: NOW, mayInstruct: true });

  it("offers nothing, or has nobody who could ask", () => {
    expect(needs({ offers: [] })).toMatchObject([{ kind: "no-offer", urgency: "soon" }]);
    expect(needs({ course: { ...course, size: { PARTICIPANT: 0 } } })).toMatchObject([{ kind: "no-participants" }]);
  });

  it("tells which import failed, and whose mails came back", () => {
    const failedImports = [
      { id: "id", kind: "CODES", fileName: "codes.csv", offer: "AWS credit", at: daysFromNow(-1) } as const,
    ];
    expect(needs({ failedImports, refused: since(3) }).map(({ sentence }) => sentence)).toEqual([
      "The import of codes.csv into AWS credit failed on 23 November 2026, 10:00, and nothing of it was taken in.",
      "The latest mail to 3 people was refused by the mail server, the first since 23 November 2026, 10:00.",
    ]);
  });

  it("tells which acts on many have stopped; assistants are led to decisions only", () => {
    const about = { slug: "aws", offer: "AWS credit", done: 12, since: daysFromNow(-1) };
    const stoppedActs = [
      { id: "b1", act: "give", total: 1400, ...about } as const,
      { id: "b2", act: "approve", total: null, ...about } as const,
    ];
    expect(needs({ stoppedActs }).map(({ urgency, sentence, link }) => [urgency, sentence, link?.href])).toEqual([
      [
        "now",
        "Approving requests of AWS credit has stopped after 12, and does not go on by itself. It was begun on 23 November 2026, 10:00.",
        "/admin/courses/course/offers/aws/requests/acts/b2",
      ],
      [
        "now",
        "Giving codes of AWS credit has stopped after 12 of 1,400, and does not go on by itself. It was begun on 23 November 2026, 10:00.",
        "/admin/courses/course/offers/aws/allocations/acts/b1",
      ],
    ]);
    const forAssistants = listNeeds(facts({ stoppedActs }), { now: NOW, mayInstruct: false });
    expect(forAssistants.map(({ link }) => link === null)).toEqual([false, true]);
  });

  it("leads to the message that is not sent any more, also assistants, and to the list for letters about codes", () => {
    const givenUp = [
      { id: "m1", subject: "Come in", people: 2, since: daysFromNow(-1) },
      { id: null, subject: null, people: 1, since: daysFromNow(-1) },
    ];
    for (const mayInstruct of [true, false]) {
      const found = listNeeds(facts({ givenUp }), { now: NOW, mayInstruct });
      expect(found.map(({ urgency, sentence, link }) => [urgency, sentence, link?.href])).toEqual([
        [
          "now",
          "The mail “Come in” to 2 people was given up after many tries, the first since 23 November 2026, 10:00.",
          "/admin/courses/course/messages/m1",
        ],
        [
          "now",
          "The mail about a code to 1 person was given up after many tries, since 23 November 2026, 10:00.",
          "/admin/courses/course/messages",
        ],
      ]);
    }
  });
});

const queue = fc.option(
  fc.integer({ min: 1, max: 50 }).map((count) => since(count)),
  { nil: NOBODY },
);
const anyOffer = fc
  .record({
    slug: fc.constantFrom("aws", "gcp", "azure"),
    state: fc.constantFrom<OfferFigures["state"]>("open", "closed", "expired", "not-yet-open"),
    available: fc.nat(40),
    recent: fc.nat(100),
    declined: fc.nat(40),
    pending: queue,
    waiting: queue,
    reported: queue,
    expiries: fc.array(fc.record({ expiresAt: fc.integer({ min: -5, max: 40 }).map(daysFromNow), unused: fc.nat(9) }), {
      maxLength: 3,
    }),
  })
  .map(offer);
const anyFacts = fc.record({ offers: fc.array(anyOffer, { maxLength: 4 }), refused: queue }).map(facts);

describe("the list", () => {
  it("is in the order of urgency, whatever there is, and the same whenever it is made", () => {
    const order = ["now", "soon", "later"];
    fc.assert(
      fc.property(anyFacts, (all) => {
        const needs = listNeeds(all, { now: NOW, mayInstruct: true });
        const ranks = needs.map(({ urgency }) => order.indexOf(urgency));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(listNeeds(all, { now: NOW, mayInstruct: true })).toEqual(needs);
      }),
    );
  });

  it("asks for codes of an offer once: for those who wait, or for those who may come", () => {
    fc.assert(
      fc.property(anyOffer, (one) => {
        const kinds = listNeeds(facts({ offers: [one] }), { now: NOW, mayInstruct: true }).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "waiting" || kind === "pool-low").length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("tells an assistant the same, and leads them only to people, requests and messages", () => {
    fc.assert(
      fc.property(anyFacts, (all) => {
        const theirs = listNeeds(all, { now: NOW, mayInstruct: false });
        const instructors = listNeeds(all, { now: NOW, mayInstruct: true });
        expect(theirs.map(({ sentence }) => sentence)).toEqual(instructors.map(({ sentence }) => sentence));
        for (const { link } of theirs) {
          expect(link?.href ?? "/requests").toMatch(/\/(requests|allocations\?state=reported|roster|messages.*)$/);
        }
      }),
    );
  });
});

describe("a course that is open and of which nobody has been told", () => {
  const fresh = offer({
    funnel: { enrolled: 40, requested: 0, allocated: 0, revealed: 0, redeemed: 0 },
    available: 40,
  });
  const kinds = (overrides: Partial<DeskFacts>, mayInstruct = true) =>
    listNeeds(facts({ offers: [fresh], written: false, ...overrides }), { now: NOW, mayInstruct });

  it("leads to the invitation, for assistants too", () => {
    for (const mayInstruct of [true, false]) {
      expect(kinds({}, mayInstruct)).toMatchObject([
        { kind: "untold", urgency: "soon", link: { href: "/admin/courses/course/messages/new?kind=invitation" } },
      ]);
    }
  });

  it("is silent once a mail went out or somebody asked, and where there is nobody or nothing to tell of", () => {
    expect(kinds({ written: true })).toEqual([]);
    expect(kinds({ offers: [offer()] })).toEqual([]);
    expect(kinds({ course: { ...course, size: { PARTICIPANT: 0 } } }).map(({ kind }) => kind)).toEqual([
      "no-participants",
    ]);
    expect(kinds({ offers: [] }).map(({ kind }) => kind)).toEqual(["no-offer"]);
  });
});
