import { proveOfferInstructor, proveOfferMember } from "@/features/courses/access";
import type { Session } from "@/server/auth/session";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readScreenshot } from "./queries";

type Ref = { course: string; offer: string; image: string };

/** A screenshot of an offer's guide, for everybody in the course, and for who instructs it without a place in it. */
export const loadScreenshot = guardedLoader({
  prove: async (session: Session, ref: Ref) =>
    (await proveOfferMember(session, ref)) ?? proveOfferInstructor(session, ref),
  read: async (proof, { image }) => readScreenshot({ prisma: database().prisma, proof, image }),
});
