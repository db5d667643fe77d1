import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readGuideState } from "../queries";
import { readGuideAtDesk } from "../revisions/queries";
import { figureOf, findPage } from "../revisions/rules";
import { listUpdates } from "../updates/rules";
import { listRelatedChoices } from "./queries";
import { previewPage, writeAbout, writePageForm, writeReference } from "./rules";

type Ref = { course: string; offer: string };

async function readFrame(proof: NonNullable<Awaited<ReturnType<typeof proveOfferInstructor>>>) {
  const { prisma, pool } = database();
  const [course, state, desk] = await Promise.all([
    readCourse({ prisma, proof }),
    readGuideState({ pool, proof }),
    readGuideAtDesk({ prisma, proof }),
  ]);
  return (
    course && state && desk && { person: { email: proof.email }, course, offerName: state.facts.offerName, state, desk }
  );
}

/** The guide of an offer for its instructors: its pages, its revision, and how much the provider changed since. */
export const loadGuideEditor = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: Ref) => {
    const frame = await readFrame(proof);
    return frame && { ...frame, updates: listUpdates(frame.desk).length };
  },
});

/** One page of the guide with the values of its form. */
export const loadPageEditor = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { page: slug }: Ref & { page: string }) => {
    const frame = await readFrame(proof);
    const page = frame && findPage(frame.desk.guide, slug);
    const preview = page && previewPage({ guide: frame.desk.guide, slug, facts: frame.state.facts });
    if (!page || !preview) {
      return null;
    }
    const figure = figureOf(frame.desk.guide, page) ?? null;
    return { ...frame, page, figure, preview, initial: writePageForm(frame.desk.guide, page) };
  },
});

/** The guide as a whole with the values of its form, and what may be named as related. */
export const loadAboutEditor = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: Ref) => {
    const [frame, choices] = await Promise.all([
      readFrame(proof),
      listRelatedChoices({ prisma: database().prisma, proof }),
    ]);
    const options = choices.map((each) => ({ value: writeReference(each), label: each.title }));
    return frame && { ...frame, initial: writeAbout(frame.desk.guide), options };
  },
});
