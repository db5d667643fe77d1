import { proveOfferInstructor } from "@/features/courses/access";
import { listAllocations, readRows } from "@/features/credits/allocations/queries";
import { identifierInUrl } from "@/features/credits/schema";
import { readWish } from "@/features/credits/selections/rules";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listGoingWithout, listWithout, readBulkAct, readBulkTrouble, readPeople } from "./queries";
import { isDeciding, selectPeople } from "./rules";
import { chosenInUrl } from "./schema";

type Ref = { course: string; offer: string };
type Query = Record<string, string | string[] | undefined>;

/** People who have no code of the offer, for the instructors of its course; `ticked` are those who are about to be given one. */
export const loadGiving = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const { q = "", id, scope } = chosenInUrl.parse(query);
    const { pool } = database();
    const [view, ticked] = await Promise.all([listWithout({ pool, proof, q }), readPeople({ pool, proof, ids: id })]);
    if (!view) return null;
    const selection = selectPeople({ q, scope, ids: ticked.map(({ id }) => id) });
    const without = await listGoingWithout({ pool, proof, selection, from: view.available });
    return { person: { email: proof.email }, q, scope, ticked, without, ...view };
  },
});

/** The allocations that were ticked on the table, or the filter that all of them match, before something is done with them. */
export const loadChosen = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const { id, scope, act, ...filter } = chosenInUrl.parse(query);
    const { pool } = database();
    const wish = readWish(filter);
    const [view, ticked] = await Promise.all([
      listAllocations({ pool, proof, wish }),
      scope === "ticked" ? readRows({ pool, proof, ids: id }) : [],
    ]);
    return (
      view && {
        person: { email: proof.email },
        course: view.course,
        offer: view.offer,
        matching: view.matching,
        wish,
        scope,
        act,
        ticked,
      }
    );
  },
});

/** How far a bulk act is, for the instructors of its course. */
export const loadBulkAct = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { bulk }: Ref & { bulk: string }) => {
    const bulkActId = identifierInUrl.parse(bulk);
    const { pool, prisma } = database();
    const view = bulkActId ? await readBulkAct({ pool, proof, bulkActId }) : null;
    if (!bulkActId || !view || isDeciding(view.act)) return null;
    const trouble = view.finishedAt ? null : await readBulkTrouble({ prisma, bulkActId });
    return { person: { email: proof.email }, trouble, ...view };
  },
});
