import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readGuideState } from "../queries";
import { listRevisions, readGuideAtDesk, readRevision } from "./queries";
import { compareGuides } from "./rules";

type Ref = { course: string; offer: string };

async function readFrame(proof: NonNullable<Awaited<ReturnType<typeof proveOfferInstructor>>>) {
  const { prisma, pool } = database();
  const [course, state, desk] = await Promise.all([
    readCourse({ prisma, proof }),
    readGuideState({ pool, proof }),
    readGuideAtDesk({ prisma, proof }),
  ]);
  return course && state && desk && { person: { email: proof.email }, course, offerName: state.facts.offerName, desk };
}

/** The revisions of an offer's guide. */
export const loadRevisions = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: Ref) => {
    const [frame, revisions] = await Promise.all([
      readFrame(proof),
      listRevisions({ prisma: database().prisma, proof }),
    ]);
    return frame && { ...frame, revisions };
  },
});

function readNumber(text: string | string[] | undefined, otherwise: number): number | null {
  if (text === undefined) {
    return otherwise;
  }
  return typeof text === "string" && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** Where two revisions differ, the last two unless told; 0 is the provider's guide. Not found for a number that there is not. */
export const loadComparison = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, input: Ref & { from?: string | string[]; to?: string | string[] }) => {
    const { prisma } = database();
    const frame = await readFrame(proof);
    const newest = frame?.desk.number ?? 0;
    const from = readNumber(input.from, Math.max(0, newest - 1));
    const to = readNumber(input.to, newest);
    if (!frame || from === null || to === null) {
      return null;
    }
    const { template } = frame.desk;
    const [before, after] = await Promise.all([
      readRevision({ prisma, proof, template, number: from }),
      readRevision({ prisma, proof, template, number: to }),
    ]);
    return before && after && { ...frame, from, to, differences: compareGuides(before.guide, after.guide) };
  },
});
