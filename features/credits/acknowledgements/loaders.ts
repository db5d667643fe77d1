import { findGuide } from "@/content/guides/index";
import { proveOfferMember } from "@/features/courses/access";
import { readOffer } from "@/features/credits/queries";
import { acknowledgementCopies } from "@/lib/acknowledgement-formats";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readAcknowledgement } from "./queries";

/** The offer's acknowledgement text, its copies in every format, and what the person has recorded. */
export const loadAcknowledgement = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { pool, prisma } = database();
    const [offer, given] = await Promise.all([readOffer({ pool, proof }), readAcknowledgement({ prisma, proof })]);
    return (
      offer && {
        offer,
        given,
        copies: acknowledgementCopies({
          text: offer.acknowledgement,
          sponsor: findGuide(offer.guide)?.provider.name ?? offer.name,
          courseTitle: offer.course.title,
          term: offer.course.term,
          key: `${offer.course.slug}-${offer.slug}`,
        }),
      }
    );
  },
});
