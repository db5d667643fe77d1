import { proveOfferStaff } from "@/features/courses/access";
import { readOfferHead } from "@/features/credits/allocations/queries";
import { readBulkAct, readBulkTrouble } from "@/features/credits/bulk/queries";
import { isDeciding } from "@/features/credits/bulk/rules";
import { countPool } from "@/features/credits/queries";
import { identifierInUrl } from "@/features/credits/schema";
import { database, databaseNow } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { countMatching } from "./queries";
import { decisionInUrl } from "./schema";

type Ref = { course: string; offer: string };
type Query = Record<string, string | string[] | undefined>;

/** Before all requests that match are decided: how many there are at this instant, and how many codes. */
export const loadDeciding = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const { pool, prisma } = database();
    const { decision, state, q } = decisionInUrl.parse(query);
    // Who waits is approved already.
    const list = decision === "approve" ? "pending" : state;
    const asOf = (await databaseNow(prisma)).toISOString();
    const [head, { available }, matching] = await Promise.all([
      readOfferHead({ pool, proof }),
      countPool({ prisma, proof }),
      countMatching({ pool, proof, selection: { kind: "requests", list, q, asOf } }),
    ]);
    const { email, mayInstruct } = proof;
    return head && { person: { email, mayInstruct }, ...head, decision, list, search: q, asOf, available, matching };
  },
});

/** How far the deciding of many requests is, for the staff of the course. */
export const loadDecisions = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { bulk }: Ref & { bulk: string }) => {
    const bulkActId = identifierInUrl.parse(bulk);
    const { pool, prisma } = database();
    const view = bulkActId ? await readBulkAct({ pool, proof, bulkActId }) : null;
    const { email, mayInstruct } = proof;
    if (!bulkActId || !view || !isDeciding(view.act)) return null;
    const trouble = view.finishedAt ? null : await readBulkTrouble({ prisma, bulkActId });
    return { person: { email, mayInstruct }, trouble, ...view };
  },
});
