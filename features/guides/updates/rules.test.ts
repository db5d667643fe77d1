import { describe, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import type { EditableGuide, Guide } from "@/content/guides/types";
import { findPage } from "../revisions/rules";
import { pickEditable } from "../revisions/schema";
import { keepUpdate, listUpdates, settleBase, takeUpdate, type UpdateGround } from "./rules";

const old = pickEditable(awsGuide);
const rewrite = <Any extends EditableGuide>(guide: Any, slug: string, summary: string): Any => ({
  ...guide,
  pages: guide.pages.map((page) => (page.slug === slug ? { ...page, summary } : page)),
});
const template: Guide = {
  ...rewrite(rewrite(awsGuide, "sign-in", "Theirs."), "sign-out", "Theirs too."),
  revision: { ...awsGuide.revision, number: 2 },
};
const ground: UpdateGround = { template, guide: rewrite(old, "sign-in", "Mine."), base: old, baseRevision: 1 };

describe("what the provider changed", () => {
  it("is told page by page, with whether the course has words of its own there", () => {
    expect(listUpdates(ground)).toMatchObject([
      { slug: "sign-in", did: "changed", own: true },
      { slug: "sign-out", did: "changed", own: false },
    ]);
    expect(listUpdates({ ...ground, baseRevision: 2 })).toEqual([]);
  });

  it("is taken or kept page by page, and the rest stays as it is", () => {
    const taken = takeUpdate(ground, "sign-in");
    expect(findPage(taken.guide, "sign-in")?.summary).toBe("Theirs.");
    expect(findPage(taken.guide, "sign-out")?.summary).toBe(findPage(old, "sign-out")?.summary);
    const kept = keepUpdate(ground, "sign-in");
    expect(findPage(kept.guide, "sign-in")?.summary).toBe("Mine.");
    expect(listUpdates({ ...ground, ...kept }).map(({ slug }) => slug)).toEqual(["sign-out"]);
  });

  it("is looked at once nothing is open any more, and not before", () => {
    const kept = keepUpdate(ground, "sign-in");
    expect(settleBase({ ...ground, ...kept })).toMatchObject({ baseRevision: 1 });
    const both = takeUpdate({ ...ground, ...kept }, "sign-out");
    expect(settleBase({ ...ground, ...both })).toEqual({ baseRevision: 2, base: pickEditable(template) });
  });

  it("may be a page that came or went", () => {
    const added: Guide = {
      ...template,
      pages: [
        ...old.pages.slice(0, 2),
        { ...(old.pages[2] as never as Guide["pages"][0]), slug: "new" },
        ...old.pages.slice(2, -1),
      ],
    };
    const from = { ...ground, template: added, guide: old };
    const last = old.pages.at(-1)?.slug ?? "";
    expect(listUpdates(from)).toMatchObject([
      { slug: "new", did: "added" },
      { slug: last, did: "removed" },
    ]);
    expect(takeUpdate(from, "new").guide.pages[2]?.slug).toBe("new");
    expect(findPage(takeUpdate(from, last).guide, last)).toBeUndefined();
  });

  it("leaves a screenshot of the course's in its figure", () => {
    const key = "credits-page";
    const image = { id: "0191f0f0-0000-7000-8000-000000000001", width: 10, height: 10, alt: "A screenshot." };
    const figure = old.figures[key];
    const guide = { ...old, figures: { ...old.figures, ...(figure && { [key]: { ...figure, image } }) } };
    const from = { ...ground, template: { ...rewrite(template, "enter-your-code", "Theirs.") }, guide };
    expect(takeUpdate(from, "enter-your-code").guide.figures[key]?.image).toMatchObject(image);
  });
});
