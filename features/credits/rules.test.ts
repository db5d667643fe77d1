import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AllocationState,
  buildTimeline,
  condemnsCode,
  describeStanding,
  findLeftToDo,
  findStanding,
  mayMove,
  type StandingFacts,
  statesBefore,
  type TimelineFacts,
} from "./rules";

const at = (text: string) => new Date(text);
const dates = {
  opensAt: at("2026-03-01T08:00:00Z"),
  closesAt: at("2026-04-01T08:00:00Z"),
  redeemBy: at("2026-05-01"),
  expiresAt: at("2026-05-01T22:00:00Z"),
  timeZone: "Europe/Berlin",
};
const facts: StandingFacts = {
  dates,
  course: "open",
  byApproval: false,
  frozen: false,
  mayRequest: true,
  request: null,
  allocation: null,
};
const asked = (state: NonNullable<StandingFacts["request"]>["state"]) => ({
  ...facts,
  request: { state, approved: false, reason: null },
});
const holds = (state: AllocationState) => ({ ...asked("FULFILLED"), allocation: { state } });

describe("a frozen pool (T28)", () => {
  it("is told to who waits and to who has not asked yet", () => {
    const told = (standing: "waiting" | "open", of: StandingFacts) =>
      describeStanding(standing, { ...of, frozen: true }).sentence;
    expect(told("waiting", asked("WAITING"))).toContain(
      "paused while an instructor checks the pool. You keep your place",
    );
    expect(told("open", facts)).toContain("You can request your code now");
    expect(describeStanding("waiting", asked("WAITING")).sentence).not.toContain("paused");
  });
});

describe("findStanding", () => {
  it.each([
    ["one second before the window", facts, "2026-03-01T07:59:59Z", "not-yet-open"],
    ["as the window opens", facts, "2026-03-01T08:00:00Z", "open"],
    ["one second before it closes", facts, "2026-04-01T07:59:59Z", "open"],
    ["as it closes", facts, "2026-04-01T08:00:00Z", "closed"],
    ["in the last second of the last day", facts, "2026-05-01T21:59:59Z", "closed"],
    ["as the last day ends", facts, "2026-05-01T22:00:00Z", "expired"],
    [
      "open window of a course still being set up",
      { ...facts, course: "draft" as const },
      "2026-03-02T08:00:00Z",
      "not-yet-open",
    ],
    ["open window of an archived course", { ...facts, course: "archived" as const }, "2026-03-02T08:00:00Z", "closed"],
    [
      "waiting when the course was archived",
      { ...asked("WAITING"), course: "archived" as const },
      "2026-03-02T08:00:00Z",
      "closed",
    ],
    ["waiting after the window", asked("WAITING"), "2026-04-02T08:00:00Z", "waiting"],
    ["pending", asked("PENDING"), "2026-03-02T08:00:00Z", "pending"],
    ["declined", asked("DECLINED"), "2026-03-02T08:00:00Z", "declined"],
    ["cancelled, window open", asked("CANCELLED"), "2026-03-02T08:00:00Z", "open"],
    ["revoked", holds("REVOKED"), "2026-03-02T08:00:00Z", "withdrawn"],
    ["allocated, long after", holds("ALLOCATED"), "2027-01-01T00:00:00Z", "allocated"],
    ["redeemed", holds("REDEEMED"), "2026-03-02T08:00:00Z", "redeemed"],
    ["an instructor", { ...facts, mayRequest: false }, "2026-03-02T08:00:00Z", "staff"],
  ] as const)("%s", (_, given, now, standing) => {
    expect(findStanding(given, at(now))).toBe(standing);
  });
});

describe("findLeftToDo", () => {
  it.each([
    ["the budget first", [], false, "budget"],
    ["the budget, also for who has thanked already", [], true, "budget"],
    ["then the sponsor", ["guard"], false, "acknowledgement"],
    ["then nothing", ["guard"], true, null],
  ] as const)("%s", (_, done, acknowledged, left) => {
    expect(findLeftToDo({ budgetPage: "guard", done, acknowledged })).toBe(left);
  });

  it("is silent about a budget where the guide has no page on it", () => {
    expect(findLeftToDo({ budgetPage: null, done: [], acknowledged: true })).toBeNull();
    expect(describeStanding("redeemed", { ...facts, leftToDo: null }).sentence).toContain("Nothing is left to do");
  });
});

describe("describeStanding", () => {
  it("names the zone with an hour, the last day, and the instructor's reason", () => {
    expect(describeStanding("not-yet-open", facts).sentence).toBe(
      "You can request your code from 1 March 2026, 09:00 (Europe/Berlin).",
    );
    expect(describeStanding("allocated", facts).sentence).toContain("1 May 2026");
    const declined = {
      ...facts,
      request: { state: "DECLINED", approved: false, reason: "Hand in your plan." },
    } as const;
    expect(describeStanding("declined", declined).sentence).toContain("Hand in your plan.");
    const withdrawn = (reason: string | null) =>
      describeStanding("withdrawn", { ...facts, allocation: { state: "REVOKED", reason } }).sentence;
    expect(withdrawn("You left the course.")).toBe("An instructor withdrew your code: You left the course.");
    expect(withdrawn(null)).toContain("Your course's contact can tell you why.");
  });

  it.each([
    [0, "Nobody is before you."],
    [1, "1 person is before you."],
    [12, "12 people are before you."],
    [null, "taken right now. You keep your place"],
  ])("tells the place of somebody with %s before them", (before, words) => {
    const waiting = { ...facts, request: { state: "WAITING", approved: false, reason: null, before } } as const;
    expect(describeStanding("waiting", waiting).sentence).toContain(words);
  });
});

describe("buildTimeline", () => {
  const instants = { requestedAt: null, approvedAt: null, allocatedAt: null, revealedAt: null, redeemedAt: null };
  it("has one current item while something is left to do, and approval only where it is needed", () => {
    const given: TimelineFacts = {
      ...facts,
      instants: { ...instants, requestedAt: at("2026-03-02"), allocatedAt: at("2026-03-02") },
    };
    expect(buildTimeline("allocated", given).map(({ state }) => state)).toEqual([
      "done",
      "done",
      "current",
      "upcoming",
    ]);
    expect(buildTimeline("pending", { ...facts, byApproval: true, instants })).toHaveLength(5);
    expect(buildTimeline("expired", { ...facts, instants }).some(({ state }) => state === "current")).toBe(false);
  });
});

it("has no step of asking for somebody who was given a code by hand", () => {
  const instants = {
    requestedAt: null,
    approvedAt: null,
    allocatedAt: at("2026-03-02"),
    revealedAt: null,
    redeemedAt: null,
  };
  const steps = (more: object) =>
    buildTimeline("allocated", { ...facts, byApproval: true, instants: { ...instants, ...more } });
  expect(steps({}).map(({ title, state }) => [title, state])).toEqual([
    ["Code given to you", "done"],
    ["Code revealed", "current"],
    ["Redeemed", "upcoming"],
  ]);
  expect(steps({ requestedAt: at("2026-03-01") }).map(({ title }) => title)).toEqual([
    "Requested",
    "Code given to you",
    "Code revealed",
    "Redeemed",
  ]);
});

describe("moves", () => {
  const states: AllocationState[] = [
    "ALLOCATED",
    "REVEALED",
    "REDEEMED",
    "REPORTED",
    "REPLACED",
    "REVOKED",
    "RELEASED",
  ];
  it("never releases what somebody has seen (design, rule 2)", () => {
    expect(statesBefore("RELEASED")).toEqual(["ALLOCATED"]);
  });
  it("lets no walk through the states release a code once it was revealed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { maxLength: 12 }), (wishes) => {
        let state: AllocationState = "ALLOCATED";
        let seen = false;
        for (const wish of wishes) {
          if (mayMove(state, wish)) {
            state = wish;
            seen ||= wish === "REVEALED";
          }
        }
        expect(seen && state === "RELEASED").toBe(false);
      }),
    );
  });
  it("ends where a code was replaced, revoked or released", () => {
    for (const end of ["REPLACED", "REVOKED", "RELEASED"] as const) {
      expect(states.filter((to) => mayMove(end, to))).toEqual([]);
    }
  });
});

describe("condemnsCode", () => {
  it.each([
    ["bad-code", true],
    ["try-again-first", true],
    ["code-is-good", false],
    ["no-access", false],
  ] as const)("%s: %s", (verdict, condemned) => {
    expect(condemnsCode(verdict)).toBe(condemned);
  });
});
