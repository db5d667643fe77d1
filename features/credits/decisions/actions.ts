"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferStaff } from "@/features/courses/access";
import { retryDecisions, startDecisions } from "@/features/credits/bulk/commands";
import { bulkRef } from "@/features/credits/bulk/schema";
import type { FormAction, FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import type { Outcome } from "@/server/errors";
import { keepTyped } from "@/server/keep-typed";
import { approveAll, declineAll } from "./schema";

export const approveAllAction: FormAction = signedInAction
  .inputSchema(formSchema(approveAll))
  .action(async ({ parsedInput: { q, asOf, state: _, ...ref }, ctx }) => {
    const proof = (await proveOfferStaff(ctx.session, ref)) ?? notFound();
    const selection = { kind: "requests", list: "pending", q, asOf } as const;
    lead(ref, await startDecisions({ ...database(), proof, act: "approve", selection }));
  });

export const declineAllAction = signedInAction
  .inputSchema(formSchema(declineAll), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { q, asOf, state, reason, ...ref }, ctx }): Promise<FormState> => {
    const proof = (await proveOfferStaff(ctx.session, ref)) ?? notFound();
    const selection = { kind: "requests", list: state, q, asOf, reason } as const;
    return lead(ref, await startDecisions({ ...database(), proof, act: "decline", selection }));
  });

export const retryDecisionsAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkRef))
  .action(async ({ parsedInput: { bulk, ...ref }, ctx }) => {
    const proof = (await proveOfferStaff(ctx.session, ref)) ?? notFound();
    await retryDecisions({ ...database(), proof, bulkActId: bulk });
    redirect(paths.decisions({ ...ref, bulk }));
  });

/** To the page that tells how far it is; back to the list where there was nothing to decide. */
function lead(ref: { course: string; offer: string }, started: Outcome<{ bulkActId: string }>): never {
  redirect(
    started.ok ? paths.decisions({ ...ref, bulk: started.value.bulkActId }) : `${paths.requests(ref)}?refused=nobody`,
  );
}
