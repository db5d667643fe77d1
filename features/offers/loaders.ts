import { guides } from "@/content/guides";
import { proveCourseInstructor, proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { listCurrencies } from "@/lib/currencies";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readOfferAtDesk } from "./queries";

/** What the form of an offer lets one choose from; the first acknowledgement is that of the first guide. */
function listChoices() {
  return {
    guides: guides.map(({ slug, title, provider, acknowledgementSample }) => ({
      slug,
      title,
      provider: provider.name,
      acknowledgementSample,
    })),
    currencies: listCurrencies(),
  };
}

/** For the page that makes an offer. */
export const loadNewOffer = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const course = await readCourse({ prisma: database().prisma, proof });
    return course && { person: { email: proof.email }, course, ...listChoices() };
  },
});

/** One offer with its course, for its instructors. */
export const loadOfferAtDesk = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { prisma } = database();
    const [course, offer] = await Promise.all([readCourse({ prisma, proof }), readOfferAtDesk({ prisma, proof })]);
    return course && offer && { person: { email: proof.email }, course, offer, ...listChoices() };
  },
});
