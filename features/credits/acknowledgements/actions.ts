"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferMember } from "@/features/courses/access";
import { offerRef } from "@/features/credits/schema";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { giveAcknowledgement, takeBackAcknowledgement } from "./commands";

export const giveAcknowledgementAction: FormAction = signedInAction
  .inputSchema(formSchema(offerRef))
  .action(async ({ parsedInput: ref, ctx }) => {
    const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
    await giveAcknowledgement({ prisma: database().prisma, proof });
    redirect(`${paths.acknowledgement(ref)}?done=acknowledged`);
  });

export const takeBackAcknowledgementAction: FormAction = signedInAction
  .inputSchema(formSchema(offerRef))
  .action(async ({ parsedInput: ref, ctx }) => {
    const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
    await takeBackAcknowledgement({ prisma: database().prisma, proof });
    redirect(`${paths.acknowledgement(ref)}?done=acknowledgement-taken-back`);
  });
