"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferStaff } from "@/features/courses/access";
import type { FormAction, FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { approveRequests, declineRequests } from "./commands";
import { type Tally, writeTally } from "./rules";
import { decline, selection } from "./schema";

/** Approves what is ticked, or leads to the page that asks for the reason to decline it. */
export const decideRequestsAction: FormAction = signedInAction
  .inputSchema(selection)
  .action(async ({ parsedInput: { request: requestIds, decision, ...at }, ctx }) => {
    const proof = (await proveOfferStaff(ctx.session, at)) ?? notFound();
    if (requestIds.length === 0) redirect(back(at, [["refused", "nothing-chosen"]]));
    if (decision === "decline") redirect(paths.declineRequests({ ...at, requests: requestIds }));
    redirect(back(at, tell(await approveRequests({ prisma: database().prisma, proof, requestIds }))));
  });

export const declineRequestsAction = signedInAction
  .inputSchema(formSchema(decline), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { requests: requestIds, reason, ...at }, ctx }): Promise<FormState> => {
    const proof = (await proveOfferStaff(ctx.session, at)) ?? notFound();
    const tally = await declineRequests({ prisma: database().prisma, proof, requestIds, reason });
    redirect(back(at, tell(tally)));
  });

type From = { course: string; offer: string; state: string; q: string };

/** Back to the list by GET. Only numbers and the names of what happened travel in the address; the page has the sentences. */
function back({ state, q, ...ref }: From, outcome: [string, string][]): string {
  return `${paths.requests(ref)}?${new URLSearchParams([["state", state], ...(q ? [["q", q]] : []), ...outcome])}`;
}

function tell(tally: Tally): [string, string][] {
  return [["done", "decided"], ...writeTally(tally)];
}
