import { findGuideProblems, type GuideProblem } from "@/content/guides/contract";
import type { EditableGuide } from "@/content/guides/types";
import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import type { FormRefusal } from "@/lib/form-state";
import type { Prisma, Transaction } from "@/server/db";
import { brokeUniqueIndex, type Done, done } from "@/server/errors";
import { settleGuide } from "../editor/rules";
import { settleBase } from "../updates/rules";
import { type GuideAtDesk, readGuideAtDesk, readRevision } from "./queries";
import { editableGuide } from "./schema";

type ByInstructor = { prisma: Prisma; proof: OfferInstructor };

/** What an edit starts from: the newest guide, and the one that the editor had before them; null when that one is not known. */
export type EditGround = GuideAtDesk & { opened: EditableGuide | null };

/** What an edit makes of it. `base` is given where the comparison with the provider's guide moved on. */
export type Edited = { guide: EditableGuide; base?: EditableGuide; baseRevision?: number };

export type Revised = Done<{ number: number; changed: boolean }>;

const MOST_ATTEMPTS = 5;

/**
 * Saves a change of an offer's guide as a new revision. `edit` is given the newest guide and decides, also about what another editor did since
 * `version`; of two at once the unique index lets one through, and the other's edit decides anew. Refuses a guide that breaks the contract, with what
 * to mend; `place` says to which field of the form a problem belongs. A change that changes nothing makes no revision.
 */
export async function reviseGuide<Refusal extends FormRefusal>({
  prisma,
  proof,
  version,
  note,
  edit,
  place = () => null,
  within,
}: ByInstructor & {
  version: number;
  note: string;
  edit: (ground: EditGround) => Done<Edited> | Refusal;
  place?: (problem: GuideProblem) => string | null;
  within?: (tx: Transaction) => Promise<void>;
}): Promise<Revised | Refusal | FormRefusal> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction((tx) => reviseOnce({ tx, proof, version, note, edit, place, within }));
    } catch (error) {
      if (!brokeUniqueIndex(error) || attempt === MOST_ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function reviseOnce<Refusal extends FormRefusal>({
  tx,
  proof,
  version,
  note,
  edit,
  place,
  within,
}: {
  tx: Transaction;
  proof: OfferInstructor;
  version: number;
  note: string;
  edit: (ground: EditGround) => Done<Edited> | Refusal;
  place: (problem: GuideProblem) => string | null;
  within?: ((tx: Transaction) => Promise<void>) | undefined;
}): Promise<Revised | Refusal | FormRefusal> {
  const ground = await readGuideAtDesk({ prisma: tx, proof });
  if (!ground) {
    return { ok: false, reason: "no-guide", sentence: "This portal no longer has this offer's guide." };
  }
  const opened =
    version === ground.number
      ? ground
      : await readRevision({ prisma: tx, proof, template: ground.template, number: version });
  const edited = edit({ ...ground, opened: opened?.guide ?? null });
  if (!edited.ok) {
    return edited;
  }
  const guide = settleGuide(edited.value.guide);
  const refusal = refuseBroken(guide, place);
  if (refusal) {
    return refusal;
  }
  const from = { template: ground.template, guide, base: edited.value.base ?? ground.base };
  const settled = settleBase({ ...from, baseRevision: edited.value.baseRevision ?? ground.baseRevision });
  if (JSON.stringify([guide, settled]) === JSON.stringify([ground.guide, pickBase(ground)])) {
    return done({ number: ground.number, changed: false });
  }
  const number = ground.number + 1;
  const { courseId, offerId, userId } = proof;
  await within?.(tx);
  const { id } = await tx.guideRevision.create({
    data: {
      ...{ courseId, offerId, number, note, createdBy: userId, baseRevision: settled.baseRevision },
      content: JSON.parse(JSON.stringify({ guide: editableGuide.parse(guide), base: settled.base })),
    },
    select: { id: true },
  });
  await recordEvent(tx, {
    ...{ courseId, offerId, actorId: userId, act: "guide.revised", subjectType: "guide-revision", subjectId: id },
    detail: { number },
  });
  return done({ number, changed: true });
}

function pickBase({ base, baseRevision }: GuideAtDesk) {
  return { base, baseRevision };
}

function refuseBroken(guide: EditableGuide, place: (problem: GuideProblem) => string | null): FormRefusal | null {
  const problems = findGuideProblems(guide);
  if (problems.length === 0) {
    return null;
  }
  const fields: Record<string, string[]> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const field = place(problem);
    if (field === null) others.push(problem.sentence);
    else fields[field] = [...(fields[field] ?? []), problem.sentence];
  }
  return { ok: false, reason: "invalid", sentence: others.join(" "), problems: fields };
}

/** Puts an earlier revision in place as a new one; 0 is the provider's guide. Refuses what is no revision, and when somebody saved since `version`. */
export async function restoreRevision({
  prisma,
  proof,
  number,
  version,
}: ByInstructor & { number: number; version: number }): Promise<Revised | FormRefusal> {
  const desk = await readGuideAtDesk({ prisma, proof });
  const wanted = desk && (await readRevision({ prisma, proof, template: desk.template, number }));
  if (!wanted) {
    return { ok: false, reason: "missing", sentence: "There is no such revision." };
  }
  const note = number === 0 ? "The provider's guide, put in place again." : `Revision ${number}, put in place again.`;
  return reviseGuide({
    prisma,
    proof,
    version,
    note,
    edit: (ground) =>
      ground.number === version
        ? done({ guide: wanted.guide, base: wanted.base, baseRevision: wanted.baseRevision })
        : { ok: false, reason: "changed", sentence: "Somebody saved a revision since you looked. Look again first." },
  });
}
