import type { EditableGuide, Guide, GuideFigure, GuidePage } from "@/content/guides/types";
import {
  compareAbout,
  comparePage,
  type FieldDifference,
  figureOf,
  findPage,
  isSameAbout,
  isSamePage,
} from "../revisions/rules";
import { pickEditable } from "../revisions/schema";

/** What stands for the guide as a whole among the slugs of its pages. */
const ABOUT = "about-the-guide";

export type UpdateGround = { template: Guide; guide: EditableGuide; base: EditableGuide; baseRevision: number };

/** A page (or the guide as a whole) that the provider changed since it was last looked at. */
export type GuideUpdate = {
  slug: string;
  title: string;
  /** What the provider did with it. */
  did: "changed" | "added" | "removed";
  /** Whether the course has its own words there, which taking the provider's would replace. */
  own: boolean;
  /** What taking the provider's words would change in the course's guide. */
  differences: FieldDifference[];
};

/** What the provider changed since the course looked last; empty when the provider's guide has no newer revision. */
export function listUpdates({ template, guide, base, baseRevision }: UpdateGround): GuideUpdate[] {
  const theirs = pickEditable(template);
  if (template.revision.number <= baseRevision) {
    return [];
  }
  const about: GuideUpdate[] =
    isSameAbout(base, theirs) || isSameAbout(guide, theirs)
      ? []
      : [
          {
            slug: ABOUT,
            title: "About the guide",
            did: "changed",
            own: !isSameAbout(guide, base),
            differences: compareAbout(guide, theirs),
          },
        ];
  const slugs = [...new Set([...theirs.pages, ...base.pages].map(({ slug }) => slug))];
  const open = slugs.filter((slug) => !isSamePage(base, theirs, slug) && !isSamePage(guide, theirs, slug));
  return [
    ...about,
    ...open.map((slug): GuideUpdate => {
      const page = findPage(theirs, slug) ?? findPage(base, slug);
      return {
        slug,
        title: page?.title ?? slug,
        did: !findPage(base, slug) ? "added" : !findPage(theirs, slug) ? "removed" : "changed",
        own: !isSamePage(guide, base, slug),
        differences: comparePage({ before: guide, after: theirs, slug })?.fields ?? [],
      };
    }),
  ];
}

/** Puts the provider's words of a page in place; a screenshot that stands in its figure stays. */
export function takeUpdate({ template, guide, base }: UpdateGround, slug: string) {
  const theirs = pickEditable(template);
  return {
    guide: slug === ABOUT ? withAbout(guide, theirs) : withPage(guide, theirs, slug),
    base: lookedAt({ base, theirs, slug }),
  };
}

/** Leaves the course's words of a page, and records that the provider's were looked at. */
export function keepUpdate({ template, guide, base }: UpdateGround, slug: string) {
  return { guide, base: lookedAt({ base, theirs: pickEditable(template), slug }) };
}

/** Records the provider's revision as looked at once nothing is open any more. */
export function settleBase(ground: UpdateGround): { base: EditableGuide; baseRevision: number } {
  if (ground.template.revision.number > ground.baseRevision && listUpdates(ground).length === 0) {
    return { base: pickEditable(ground.template), baseRevision: ground.template.revision.number };
  }
  return { base: ground.base, baseRevision: ground.baseRevision };
}

function lookedAt({ base, theirs, slug }: { base: EditableGuide; theirs: EditableGuide; slug: string }) {
  return slug === ABOUT ? withAbout(base, theirs) : withPage(base, theirs, slug);
}

function withAbout(to: EditableGuide, from: EditableGuide): EditableGuide {
  const { title, summary, labels, related, lastChecked, howChecked } = from;
  return { ...to, title, summary, labels, related, lastChecked, howChecked };
}

/** The page of one guide in another: in its place there, behind its neighbour where it is new, out where it is gone. */
function withPage(to: EditableGuide, from: EditableGuide, slug: string): EditableGuide {
  const page = findPage(from, slug);
  if (!page) {
    return { ...to, pages: to.pages.filter((each) => each.slug !== slug) };
  }
  const own = findPage(to, slug);
  const figures = { ...to.figures, ...carryFigure(page, figureOf(from, page), own && figureOf(to, own)) };
  if (own) {
    return { ...to, figures, pages: to.pages.map((each) => (each.slug === slug ? page : each)) };
  }
  const before = from.pages.slice(0, from.pages.indexOf(page)).map((each) => each.slug);
  const at = to.pages.findLastIndex((each) => before.includes(each.slug)) + 1;
  return { ...to, figures, pages: [...to.pages.slice(0, at), page, ...to.pages.slice(at)] };
}

function carryFigure(page: GuidePage, figure?: GuideFigure, own?: GuideFigure): Record<string, GuideFigure> {
  if (page.figure === undefined || !figure) {
    return {};
  }
  const before = { title: figure.title, callOuts: figure.callOuts };
  return { [page.figure]: own?.image ? { ...figure, image: { ...own.image, before } } : figure };
}
