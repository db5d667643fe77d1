import type { GuideProblem } from "@/content/guides/contract";
import type { EditableGuide, GuideReference } from "@/content/guides/types";
import type { OfferInstructor } from "@/features/courses/access";
import type { FormRefusal } from "@/lib/form-state";
import type { Prisma } from "@/server/db";
import { type Done, done } from "@/server/errors";
import { type Revised, reviseGuide } from "../revisions/commands";
import { compareAbout, comparePage, type FieldDifference, isSameAbout, isSamePage } from "../revisions/rules";
import { pickEditable } from "../revisions/schema";
import { addPage, applyAbout, applyPage, judgeMarks, markChecked, movePage, removePage } from "./rules";
import type { TypedAbout, TypedNewPage, TypedPage } from "./schema";

type ByInstructor = { prisma: Prisma; proof: OfferInstructor; version: number };

/** A refused save; `theirs` is what another editor changed meanwhile. */
export type EditRefusal = FormRefusal & { theirs?: FieldDifference[] };

/** Changes the words of a page. Refuses what breaks the contract, and to write over what another editor changed in the same page since `version`. */
export function savePage({
  prisma,
  proof,
  version,
  page,
  typed,
  note,
}: ByInstructor & { page: string; typed: TypedPage; note: string }): Promise<Revised | EditRefusal> {
  return reviseGuide<EditRefusal>({
    ...{ prisma, proof, version },
    note: note || `“${typed.title}” changed.`,
    place: (problem) =>
      problem.page === page || (problem.page === null && problem.part === "body") ? placeOf(problem) : null,
    edit: ({ guide, opened, number }) => {
      const edited = applyPage(guide, page, typed);
      if (!edited) {
        return refuse(
          "gone",
          "Somebody took this page out after you had opened it. Restore an earlier revision first.",
        );
      }
      if (!opened || !isSamePage(opened, guide, page)) {
        const theirs = opened ? (comparePage({ before: opened, after: guide, slug: page })?.fields ?? []) : [];
        return refuseStale({ thing: "page", number, theirs });
      }
      const wrong = judgeMarks(guide, page, typed);
      return wrong ? refuse("invalid", "", { marks: [wrong] }) : done({ guide: edited });
    },
  });
}

/** The field of the form for a part of a page. */
function placeOf({ part }: GuideProblem): string {
  return part === "notices" ? "noticeTitle1" : part === "alt" ? "caption" : part;
}

function refuse(reason: string, sentence: string, problems?: FormRefusal["problems"]): EditRefusal {
  return { ok: false, reason, sentence, ...(problems && { problems }) };
}

function refuseStale({
  thing,
  number,
  theirs,
}: {
  thing: string;
  number: number;
  theirs: FieldDifference[];
}): EditRefusal {
  return {
    ...refuse(
      "changed",
      `Somebody else changed this ${thing} after you had opened it, so yours was not saved. What they changed is shown here; your own words are still below: save again to put them in place.`,
    ),
    values: { version: String(number) },
    theirs,
  };
}

/** Changes title, summary, labels and related guides. Refuses as `savePage` does. */
export function saveAbout({
  prisma,
  proof,
  version,
  typed,
  choices,
  note,
}: ByInstructor & {
  typed: TypedAbout;
  choices: readonly GuideReference[];
  note: string;
}): Promise<Revised | EditRefusal> {
  return reviseGuide<EditRefusal>({
    ...{ prisma, proof, version },
    note: note || "Title, summary, labels or related guides changed.",
    place: ({ page, part }) =>
      page === null && part !== "order" && part !== "body" ? (part === "related" ? "related1" : part) : null,
    edit: ({ guide, opened, number }) =>
      !opened || !isSameAbout(opened, guide)
        ? refuseStale({ thing: "guide", number, theirs: opened ? compareAbout(opened, guide) : [] })
        : done({ guide: applyAbout(guide, typed, choices) }),
  });
}

/** Adds a step, with a slug that no page of this offer's guide ever had. Refuses as `savePage` does. */
export async function createPage({
  prisma,
  proof,
  version,
  typed,
}: ByInstructor & { typed: TypedNewPage }): Promise<Revised | EditRefusal> {
  const rows = await prisma.$queryRaw<{ slug: string }[]>`
    SELECT DISTINCT p ->> 'slug' AS slug
    FROM guide_revisions r, jsonb_array_elements(r.content -> 'guide' -> 'pages') p WHERE r.offer_id = ${proof.offerId}::uuid`;
  const taken = rows.map(({ slug }) => slug);
  return reviseGuide<EditRefusal>({
    ...{ prisma, proof, version },
    note: `“${typed.title}” added.`,
    place: ({ page, part }) => (page?.startsWith("own-") ? part : null),
    edit: ({ guide }) => {
      const added = addPage(guide, typed, taken);
      return added.ok ? done({ guide: added.guide }) : refuse("invalid", "", { after: [added.sentence] });
    },
  });
}

/** Moves a page one place, or takes it out. Refuses what breaks the contract, and when the order or the page changed since `version`. */
export function movePageOf({
  prisma,
  proof,
  version,
  page,
  to,
}: ByInstructor & { page: string; to: "up" | "down" | "out" }): Promise<Revised | EditRefusal> {
  return reviseGuide<EditRefusal>({
    ...{ prisma, proof, version },
    note: to === "out" ? "A page taken out." : `A page moved ${to}.`,
    edit: ({ guide, opened }) => {
      if (!opened || order(opened) !== order(guide) || (to === "out" && !isSamePage(opened, guide, page))) {
        return refuse("changed", "Somebody else changed the guide meanwhile. Look at it again first.");
      }
      const moved = to === "out" ? removePage(guide, page) : movePage(guide, page, to);
      return moved.ok ? done({ guide: moved.guide }) : refuse("invalid", moved.sentence);
    },
  });
}

function order(guide: EditableGuide): string {
  return guide.pages.map(({ slug }) => slug).join(" ");
}

/** Records that the guide was checked today, by the database's clock in the course's zone. Two presses on a day are one. */
export async function checkToday({ prisma, proof, version }: ByInstructor): Promise<Revised | FormRefusal> {
  const [{ day } = { day: "" }] = await prisma.$queryRaw<{ day: string }[]>`
    SELECT (now() AT TIME ZONE ${proof.timeZone})::date::text AS day`;
  return reviseGuide({
    ...{ prisma, proof, version },
    note: "Checked.",
    edit: ({ guide, template }): Done<{ guide: EditableGuide }> =>
      done({ guide: markChecked(guide, { day, template: pickEditable(template) }) }),
  });
}
