import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { readOfferAtDesk } from "@/features/offers/queries";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedLoader } from "@/server/loader";
import { listBatches, readCodesCheck } from "./queries";

/** The imports of an offer. */
export const loadBatches = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => listBatches({ prisma: database().prisma, proof }),
});

/** The offer of a code import and, where `check` names one that is still held, the report of its dry run. */
export const loadCodesImport = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { check }: { course: string; offer: string; check: string | null }) => {
    const { prisma } = database();
    const [course, offer] = await Promise.all([readCourse({ prisma, proof }), readOfferAtDesk({ prisma, proof })]);
    const report = check && (await readCodesCheck({ prisma, proof, check, keys: environment() }));
    return course && offer && { person: { email: proof.email }, course, offer, report: report || null };
  },
});
