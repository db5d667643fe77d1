import { proveAdministrator, proveSignedIn } from "@/features/courses/access";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listReachedLimits } from "./queries";

/** Which limits were reached lately, for administrators; null for everybody else, whom it does not concern. */
export const loadReachedLimits = guardedLoader({
  prove: async (session, _input: null) => {
    const person = await proveSignedIn(session);
    return person && { proof: person.isAdministrator ? await proveAdministrator(session) : null };
  },
  read: async ({ proof }) => ({ reached: proof && (await listReachedLimits({ pool: database().pool, proof })) }),
});
