"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { approveRequest, declineRequest } from "./commands";
import { decline, requestRef } from "./schema";

export const approveRequestAction: FormAction = signedInAction
  .inputSchema(formSchema(requestRef))
  .action(async ({ parsedInput: { requestId, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const outcome = await approveRequest({ prisma: database().prisma, proof, requestId });
    redirect(`${paths.requests(ref)}?${outcome.ok ? `done=${outcome.value}` : `refused=${outcome.reason}`}`);
  });

export const declineRequestAction = signedInAction
  .inputSchema(formSchema(decline), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { requestId, reason, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const declined = await declineRequest({ prisma: database().prisma, proof, requestId, reason });
    if (!declined.ok) return keepForm(declined, typedValues(clientInput));
    redirect(`${paths.requests(ref)}?done=declined`);
  });
