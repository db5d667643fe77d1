import { expect, it } from "vitest";
import { tellOutcomes } from "./rules";

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
});
