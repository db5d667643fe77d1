import { describe, expect, it } from "vitest";
import { guides } from "@/content/guides";
import { awsGuide } from "@/content/guides/aws/guide";
import { compareGuides, isSamePage } from "./rules";
import { editableGuide, pickEditable } from "./schema";

const guide = pickEditable(awsGuide);
const retitled = {
  ...guide,
  pages: guide.pages.map((page) => (page.slug === "sign-in" ? { ...page, title: "Sign in at AWS" } : page)),
};

it("mirrors the contract: every registered guide comes through the schema unchanged", () => {
  for (const each of guides) {
    expect(editableGuide.parse(JSON.parse(JSON.stringify(pickEditable(each))))).toEqual(pickEditable(each));
  }
});

describe("comparing", () => {
  it("finds nothing between a guide and itself", () => {
    expect(compareGuides(guide, guide)).toEqual([]);
    expect(isSamePage(guide, guide, "sign-in")).toBe(true);
    expect(isSamePage(guide, guide, "nowhere")).toBe(true);
  });

  it("names page, part and words", () => {
    expect(compareGuides(guide, retitled)).toHaveLength(1);
    expect(compareGuides(guide, retitled)).toContainEqual({
      slug: "sign-in",
      title: "Sign in at AWS",
      state: "changed",
      fields: [{ label: "Title", parts: expect.arrayContaining([{ text: "AWS", change: "added" }]) }],
    });
  });

  it("tells of pages that came and went, and of another order", () => {
    const shorter = { ...guide, pages: guide.pages.slice(0, -1) };
    const slug = guide.pages.at(-1)?.slug;
    expect(compareGuides(guide, shorter)).toContainEqual(expect.objectContaining({ slug, state: "removed" }));
    expect(compareGuides(shorter, guide)).toContainEqual(expect.objectContaining({ slug, state: "added" }));
    const [first, second, ...rest] = guide.pages;
    const swapped = { ...guide, pages: first && second ? [second, first, ...rest] : [] };
    expect(compareGuides(guide, swapped)).toMatchObject([{ slug: null, fields: [{ label: "Order of the pages" }] }]);
  });
});
