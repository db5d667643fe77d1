import { describe, expect, it } from "vitest";
import { STATES } from "@/features/credits/selections/rules";
import { actWords, listActs, mayAct, readAct } from "./rules";

const at = new Date("2026-11-24T08:00:00Z");
const unseen = (state: (typeof STATES)[number]) => ({ state, revealedAt: null, isOfBackup: false });
const seen = (state: (typeof STATES)[number]) => ({ state, revealedAt: at, isOfBackup: false });

describe("what may be done with an allocation", () => {
  it("releases only what nobody has seen, and revokes only what somebody has", () => {
    expect(STATES.filter((state) => mayAct("release", unseen(state)))).toEqual(["ALLOCATED"]);
    expect(STATES.filter((state) => mayAct("release", seen(state)))).toEqual([]);
    expect(STATES.filter((state) => mayAct("revoke", unseen(state)))).toEqual([]);
    expect(STATES.filter((state) => mayAct("revoke", seen(state)))).toEqual([
      "ALLOCATED",
      "REVEALED",
      "REDEEMED",
      "REPORTED",
    ]);
  });

  it("revokes what may have been seen before a restore, and does not release it (T28)", () => {
    const restored = (state: (typeof STATES)[number]) => ({ ...unseen(state), isOfBackup: true });
    expect(STATES.filter((state) => mayAct("release", restored(state)))).toEqual([]);
    expect(mayAct("revoke", restored("ALLOCATED"))).toBe(true);
  });

  it("takes back a confirmation where there is one, and replaces what has not ended", () => {
    expect(STATES.filter((state) => mayAct("take-back", seen(state)))).toEqual(["REDEEMED"]);
    expect(STATES.filter((state) => mayAct("replace", seen(state)))).toEqual([
      "ALLOCATED",
      "REVEALED",
      "REDEEMED",
      "REPORTED",
    ]);
  });

  it("reads only acts that there are from an address", () => {
    expect(["release", "revoke", "take-back", "replace", "__proto__"].map(readAct)).toEqual([
      "release",
      "revoke",
      "take-back",
      "replace",
      null,
    ]);
  });
});

it("says of every act that is offered what it will mean, and offers none for what has ended", () => {
  const facts = { revealedAt: null, isOfBackup: false };
  expect(listActs({ ...facts, state: "ALLOCATED" })).toEqual(["replace", "release"]);
  expect(listActs({ state: "REDEEMED", revealedAt: new Date(0), isOfBackup: false })).toEqual([
    "replace",
    "take-back",
    "revoke",
  ]);
  for (const state of ["REPLACED", "REVOKED", "RELEASED"] as const) expect(listActs({ ...facts, state })).toEqual([]);
  expect(actWords.revoke).toContain("may not ask again");
});
