import { proveCourseMember, proveOfferMember, proveSignedIn } from "@/features/courses/access";
import { listMyCourses, readCourseHeader } from "@/features/courses/queries";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedLoader } from "@/server/loader";
import { listOffers, readOffer, readRevealedCode, readRevealedLink } from "./queries";

/** The person's courses, with their standing in each offer where they are a participant. */
export const loadMyCourses = guardedLoader({
  prove: (session, _input: null) => proveSignedIn(session),
  read: async (proof) => {
    const { pool, prisma } = database();
    const courses = await listMyCourses({ prisma, proof });
    return {
      email: proof.email,
      isAdministrator: proof.isAdministrator,
      courses: await Promise.all(
        courses.map(async (place) => ({
          ...place,
          offers: place.role === "PARTICIPANT" ? await listOffers({ pool, proof: place }) : [],
        })),
      ),
    };
  },
});

/** A course with its offers, for its members. */
export const loadMyCourse = guardedLoader({
  prove: proveCourseMember,
  read: async (proof, _input: { course: string }) => {
    const { pool } = database();
    const [course, offers] = await Promise.all([readCourseHeader({ pool, proof }), listOffers({ pool, proof })]);
    return course && { course, offers, isInstructor: proof.role === "INSTRUCTOR" };
  },
});

/** An offer with the person's standing. */
export const loadMyOffer = guardedLoader({
  prove: proveOfferMember,
  read: (proof, _input: { course: string; offer: string }) => readOffer({ pool: database().pool, proof }),
});

/** The page of the code: the standing, and the code itself once its owner has revealed it. Only that page calls this. */
export const loadMyCode = guardedLoader({
  prove: proveOfferMember,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { pool, prisma } = database();
    const offer = await readOffer({ pool, proof });
    const about = { prisma, proof, ring: environment().codeRing };
    const [code, link] = offer?.codeVisible
      ? await Promise.all([readRevealedCode(about), readRevealedLink(about)])
      : [null, null];
    return offer && { offer, code, link };
  },
});
