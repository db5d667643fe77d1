import { expect, it } from "vitest";
import { compareByRanks } from "./compare-by-ranks";

const wave = (shift: number) => Array.from({ length: 200 }, (_, at) => ((at * 37) % 200) + shift);

it("finds no difference where there is none, whatever the order", () => {
  expect(compareByRanks(wave(0), wave(0).toReversed())).toBeCloseTo(1, 6);
  expect(compareByRanks([5, 5, 5], [5, 5, 5])).toBe(1);
});

it("agrees with a worked example, ties included", () => {
  // By hand: rank sum 17.5, U = 2.5 where 12.5 is the mean, z = 10 / sqrt(25 / 12 * (11 - 6 / 90)) = 2.095.
  expect(compareByRanks([1, 2, 3, 4, 6], [4, 5, 7, 8, 9])).toBeCloseTo(0.0361, 3);
});

it("sees what a lookup for known addresses only would cost: a tenth of the spread is by chance, a third is not", () => {
  expect(compareByRanks(wave(0), wave(10))).toBeGreaterThan(1e-4);
  expect(compareByRanks(wave(0), wave(60))).toBeLessThan(1e-4);
});
