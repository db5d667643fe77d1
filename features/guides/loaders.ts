import { proveOfferMember } from "@/features/courses/access";
import { readOffer } from "@/features/credits/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readScreenshot } from "./images/queries";
import { readGuideState } from "./queries";
import { guideProgress, nextPage, viewGuideOverview, viewGuidePage } from "./rules";

type Ref = { course: string; offer: string };

/** The contents of an offer's guide with the person's progress, for every member of the course. */
export const loadGuideOverview = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, _input: Ref) => {
    const { pool } = database();
    const [state, offer] = await Promise.all([readGuideState({ pool, proof }), readOffer({ pool, proof })]);
    return state && offer && { facts: state.facts, view: viewGuideOverview(state), offer };
  },
});

/** One page of an offer's guide. Two round trips in all, the proof and the state: whole classes read these pages at once. */
export const loadGuidePage = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, { page }: Ref & { page: string }) => {
    const state = await readGuideState({ pool: database().pool, proof });
    const view = state && viewGuidePage({ ...state, slug: page });
    return state && view && { offerName: state.facts.offerName, view };
  },
});

/** The guide as the other pages of an offer refer to it: what to fill its texts with, how far the person is, where to go on. */
export const loadGuideCompanion = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, _input: Ref) => {
    const state = await readGuideState({ pool: database().pool, proof });
    return {
      companion: state && {
        guide: state.guide,
        facts: state.facts,
        progress: guideProgress(state),
        next: nextPage(state)?.slug ?? null,
        budget: state.guide.pages.find(({ kind }) => kind === "budget")?.slug ?? null,
      },
    };
  },
});

/** The handout of an offer's guide and the picture of its first page. It holds no code, and every member may have it. */
export const loadHandout = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, _input: Ref) => {
    const { pool, prisma } = database();
    const state = await readGuideState({ pool, proof });
    // Only here: the PDF libraries take a second to load and are of no use to the guide's pages.
    const { getHandout } = await import("./pdf/cached-handout");
    const readImage = async (image: string) => (await readScreenshot({ prisma, proof, image }))?.data ?? null;
    return (
      state && {
        ...(await getHandout({ ...state, readImage })),
        fileName: `${proof.courseSlug}-${proof.offerSlug}-handout.pdf`,
      }
    );
  },
});
