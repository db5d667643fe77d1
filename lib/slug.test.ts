import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberSlug, toSlug } from "./slug";

describe("toSlug", () => {
  it.each([
    ["Exploring the Human Connectome 2017", "exploring-the-human-connectome-2017"],
    ["  Größe & Maß: Übung!  ", "grosse-mass-ubung"],
    ["機械学習", "course"],
    ["New", "course"],
    ["---", "course"],
  ])("%s → %s", (title, slug) => {
    expect(toSlug(title, "course")).toBe(slug);
  });

  it("is always a path segment that needs no escaping", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (title) => {
        const slug = toSlug(title, "course");
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(60);
        expect(slug).not.toBe("new");
      }),
    );
  });
});

it("numbers from the second on", () => {
  expect([1, 2, 3].map((attempt) => numberSlug("course", attempt))).toEqual(["course", "course-2", "course-3"]);
});
