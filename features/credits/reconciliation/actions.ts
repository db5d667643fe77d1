"use server";

import { notFound, redirect } from "next/navigation";
import { proveCodeDisclosure, proveOfferInstructor } from "@/features/courses/access";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { keepTyped } from "@/server/keep-typed";
import { quarantineAll, quarantineGiven, reopenPool } from "./commands";
import { NOT_CONFIRMED } from "./rules";
import { allUnused, givenSince, reopening } from "./schema";

export const quarantineGivenAction = signedInAction
  .inputSchema(formSchema(givenSince), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { codes, version, sureGiven, ...ref }, clientInput, ctx }) => {
    (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const proof = await proveCodeDisclosure(ctx.session, ref);
    if (!proof) return keepForm(NOT_CONFIRMED, typedValues(clientInput));
    const given = { prisma: database().prisma, proof, version, text: codes, keys: environment() };
    const settled = await quarantineGiven(given);
    if (!settled.ok) return keepForm(settled, typedValues(clientInput));
    const counts = Object.entries(settled.value).map(([name, count]) => [name, String(count)]);
    redirect(`${paths.reconcile(ref)}?${new URLSearchParams([["done", "given"], ...counts])}`);
  });

export const quarantineAllAction = signedInAction
  .inputSchema(formSchema(allUnused), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { version, sureAll, ...ref }, clientInput, ctx }) => {
    (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const proof = await proveCodeDisclosure(ctx.session, ref);
    if (!proof) return keepForm(NOT_CONFIRMED, typedValues(clientInput));
    const all = await quarantineAll({ prisma: database().prisma, proof, version });
    if (!all.ok) return keepForm(all, typedValues(clientInput));
    redirect(`${paths.reconcile(ref)}?done=all&quarantined=${all.value.count}`);
  });

export const reopenPoolAction = signedInAction
  .inputSchema(formSchema(reopening), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { version, sureOpen, ...ref }, clientInput, ctx }) => {
    (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const proof = await proveCodeDisclosure(ctx.session, ref);
    if (!proof) return keepForm(NOT_CONFIRMED, typedValues(clientInput));
    const opened = await reopenPool({ prisma: database().prisma, proof, version });
    if (!opened.ok) return keepForm(opened, typedValues(clientInput));
    redirect(`${paths.reconcile(ref)}?done=open`);
  });
