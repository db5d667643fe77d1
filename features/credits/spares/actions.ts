"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { keepTyped } from "@/server/keep-typed";
import { moveCodes, returnSpares, setCodesAside, takeCodeOut } from "./commands";
import { codeCount, codeMove, pastedCode } from "./schema";

export const setCodesAsideAction = signedInAction
  .inputSchema(formSchema(codeCount), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { count, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const set = await setCodesAside({ prisma: database().prisma, proof, count });
    if (!set.ok) return keepForm(set, typedValues(clientInput));
    redirect(`${paths.spares(ref)}?done=set-aside&count=${set.value.count}&asked=${count}`);
  });

export const returnSparesAction = signedInAction
  .inputSchema(formSchema(codeCount), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { count, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const returned = await returnSpares({ prisma: database().prisma, proof, count });
    if (!returned.ok) return keepForm(returned, typedValues(clientInput));
    redirect(`${paths.spares(ref)}?done=returned&count=${returned.value.count}&asked=${count}`);
  });

export const moveCodesAction = signedInAction
  .inputSchema(formSchema(codeMove), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { count, target, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const moved = await moveCodes({ pool: database().pool, proof, target, count });
    if (!moved.ok) return keepForm(moved, typedValues(clientInput));
    redirect(`${paths.spares(ref)}?done=moved&count=${moved.value.count}&asked=${count}`);
  });

export const takeCodeOutAction = signedInAction
  .inputSchema(formSchema(pastedCode), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { code, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const out = await takeCodeOut({ prisma: database().prisma, proof, keys: environment(), code });
    if (!out.ok) return keepForm(out, typedValues(clientInput));
    redirect(`${paths.spares(ref)}?done=taken-out`);
  });
