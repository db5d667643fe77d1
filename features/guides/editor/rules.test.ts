import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { findGuideProblems } from "@/content/guides/contract";
import type { EditableGuide } from "@/content/guides/types";
import { findPage } from "../revisions/rules";
import { pickEditable } from "../revisions/schema";
import {
  addPage,
  applyAbout,
  applyPage,
  judgeMarks,
  markChecked,
  movePage,
  previewPage,
  removePage,
  sayOutcome,
  settleGuide,
  writeAbout,
  writePageForm,
} from "./rules";
import { readNotices, type TypedAbout, type TypedPage } from "./schema";

const guide = pickEditable(awsGuide);
const typed = (slug: string, of: EditableGuide = guide): TypedPage => {
  const page = findPage(of, slug);
  const values = page ? writePageForm(of, page) : {};
  return { ...values, notices: readNotices(values) } as TypedPage;
};
const numbers = (of: EditableGuide) => of.pages.flatMap(({ number }) => number ?? []);

describe("a page's form", () => {
  it("changes nothing when nothing was typed, on any page", () => {
    for (const { slug } of guide.pages) {
      expect(applyPage(guide, slug, typed(slug))).toEqual(guide);
    }
    expect(settleGuide(guide)).toEqual(guide);
    expect(applyPage(guide, "nowhere", typed("sign-in"))).toBeNull();
  });

  it("takes words, notices, caption and list, and a new title into the references to it", () => {
    const edited = applyPage(guide, "guard-your-bill", { ...typed("guard-your-bill"), title: "Mind the bill" });
    expect(edited?.related).toContainEqual({ guide: "aws", page: "guard-your-bill", title: "Mind the bill" });
    const figure = { ...typed("enter-your-code"), caption: "The form", marks: "A\nB\n\nC\nD" };
    expect(applyPage(guide, "enter-your-code", figure)?.figures["credits-page"]).toMatchObject({
      title: "The form",
      callOuts: [{ label: "A", number: 1 }, { label: "B" }, { label: "C" }, { label: "D", number: 4 }],
    });
  });

  it("asks for as many lines as the drawing has marks", () => {
    expect(judgeMarks(guide, "enter-your-code", typed("enter-your-code"))).toBeNull();
    expect(judgeMarks(guide, "enter-your-code", { ...typed("enter-your-code"), marks: "A" })).toMatch(/4 numbered/);
    expect(judgeMarks(guide, "sign-in", typed("sign-in"))).toBeNull();
  });

  it("shows a preview that runs nothing and says what to mend", () => {
    const body = "<script>alert(1)</script>\n\nHello {{amont}}";
    const edited = applyPage(guide, "sign-in", { ...typed("sign-in"), body });
    const facts = {
      ...{ courseTitle: "C", term: "T", timeZone: "UTC", contactName: "N", contactAddress: "a@b.c", offerName: "O" },
      ...{ amountMinor: 100, currency: "USD", redeemBy: new Date(0), expired: false },
    };
    const preview = edited && previewPage({ guide: edited, slug: "sign-in", facts });
    expect(preview?.lead).not.toContain("<script");
    expect(preview?.problems.join(" ")).toMatch(/amont.*HTML/s);
  });
});

describe("order", () => {
  it("numbers steps again after each move, and there and back is as before", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...guide.pages.map(({ slug }) => slug)),
        fc.constantFrom("up", "down"),
        (slug, to) => {
          const moved = movePage(guide, slug, to as "up" | "down");
          if (!moved.ok) return;
          const settled = settleGuide(moved.guide);
          expect(numbers(settled)).toEqual([1, 2, 3, 4, 5, 6]);
          const back = movePage(settled, slug, to === "up" ? "down" : "up");
          expect(back.ok && settleGuide(back.guide)).toEqual(guide);
        },
      ),
    );
    expect(movePage(guide, guide.pages[0]?.slug ?? "", "up").ok).toBe(false);
  });

  it("takes a page out with its figure and the references to it", () => {
    const out = removePage(guide, "open-the-redeem-page");
    const settled = out.ok ? settleGuide(out.guide) : guide;
    expect(Object.values(settled.figures).map(({ number }) => number)).toEqual([1, 2]);
    expect(numbers(settled)).toEqual([1, 2, 3, 4, 5]);
    const bill = removePage(guide, "guard-your-bill");
    expect(bill.ok && settleGuide(bill.guide).related).toHaveLength(2);
    expect(removePage(guide, "nowhere").ok).toBe(false);
  });

  it("adds a step that keeps the contract, under a slug that nobody had", () => {
    const step = { title: "Sign in", summary: "One line.", body: "Words.", done: "Done", after: "sign-in" };
    const added = addPage(guide, step, ["own-sign-in"]);
    expect(added).toMatchObject({ ok: true, slug: "own-sign-in-2" });
    const settled = added.ok ? settleGuide(added.guide) : guide;
    expect(findPage(settled, "own-sign-in-2")).toMatchObject({ kind: "step", number: 3 });
    expect(findGuideProblems(settled)).toEqual([]);
    expect(addPage(guide, { ...step, after: "gone" }, []).ok).toBe(false);
  });
});

describe("the guide as a whole", () => {
  it("changes nothing when nothing was typed, and takes labels and related guides", () => {
    const values = writeAbout(guide) as TypedAbout;
    expect(applyAbout(guide, values, [])).toEqual(guide);
    const other = { guide: "aws", offer: "second", title: "Guide to the second" };
    const edited = applyAbout(guide, { ...values, labels: "a, b,,a", related1: "offer:second", related2: "page:x" }, [
      other,
    ]);
    expect(edited.labels).toEqual(["a", "b"]);
    expect(edited.related).toEqual([other, guide.related[2]]);
  });

  it("does not say of the course's check what the provider said of its own", () => {
    const checked = markChecked(guide, { day: "2026-11-24", template: guide });
    expect(checked).toMatchObject({ lastChecked: "2026-11-24", howChecked: expect.stringContaining("instructors") });
    const own = { ...guide, howChecked: "We clicked through all of it." };
    expect(markChecked(own, { day: "2026-11-24", template: guide }).howChecked).toBe(own.howChecked);
  });
});

it("tells what became of a save", () => {
  const saved = (changed: boolean) => ({ ok: true as const, value: { changed } });
  expect(sayOutcome(saved(true), "guide-saved")).toBe("done=guide-saved");
  expect(sayOutcome(saved(false), "guide-saved")).toBe("done=guide-unchanged");
  expect(sayOutcome({ ok: false, reason: "changed" }, "x")).toBe("refused=guide-changed");
  expect(sayOutcome({ ok: false, reason: "invalid" }, "x")).toBe("refused=guide-contract");
});
