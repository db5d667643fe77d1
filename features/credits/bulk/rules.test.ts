import { expect, it } from "vitest";
import { isDeciding, tellOutcomes } from "./rules";

it("tells every outcome that there was, what was wanted first", () => {
  expect(tellOutcomes("give", { "pool-empty": 20, given: 1180 })).toEqual([
    "1,180 people were given a code.",
    "20 were left without, because the pool is empty.",
  ]);
  expect(tellOutcomes("release", { seen: 1, released: 1, changed: 2 })).toEqual([
    "1 code is back in the pool.",
    "1 had been seen and stays with its owner.",
    "2 had ended already.",
  ]);
  expect(tellOutcomes("revoke", {})).toEqual([]);
  expect(tellOutcomes("decline", { decided: 1, declined: 1240 })).toEqual([
    "1,240 requests are declined.",
    "1 had been decided meanwhile, by somebody else or by an earlier press.",
    "Each of these participants gets a mail.",
  ]);
});

it("knows the acts that assistants may begin, too", () => {
  const acts = ["give", "release", "revoke", "approve", "decline"] as const;
  expect(acts.filter(isDeciding)).toEqual(["approve", "decline"]);
});
