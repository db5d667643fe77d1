import fc from "fast-check";
import { expect, it } from "vitest";
import { diffTexts, type WordPart } from "./word-difference";

const without = (parts: readonly WordPart[], change: WordPart["change"]) =>
  parts
    .filter((part) => part.change !== change)
    .map(({ text }) => text)
    .join("");

it("says which words went and which came", () => {
  expect(diffTexts("Press the green button.", "Press the blue button.")).toEqual([
    { text: "Press the ", change: "same" },
    { text: "green", change: "removed" },
    { text: "blue", change: "added" },
    { text: " button.", change: "same" },
  ]);
  expect(diffTexts("", "")).toEqual([]);
  expect(diffTexts("", "new")).toEqual([{ text: "new", change: "added" }]);
});

it("holds both texts, letter by letter", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
      const parts = diffTexts(before, after);
      expect(without(parts, "added")).toBe(before);
      expect(without(parts, "removed")).toBe(after);
    }),
  );
});

it("stays quick where nothing is alike", () => {
  const words = (stem: string) => Array.from({ length: 6_000 }, (_, index) => `${stem}${index}`).join(" ");
  const parts = diffTexts(words("a"), words("b"));
  expect([without(parts, "added"), without(parts, "removed")]).toEqual([words("a"), words("b")]);
});
