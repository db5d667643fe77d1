"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor, proveOfferInstructor } from "@/features/courses/access";
import { courseRef, version } from "@/features/courses/schema";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { changeOffer, createOffer } from "./commands";
import { offerFields, offerRef } from "./schema";

export const createOfferAction = signedInAction
  .inputSchema(formSchema({ ...offerFields, ...courseRef }), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...input }, clientInput, ctx }) => {
    const proof = await proveCourseInstructor(ctx.session, { course });
    if (!proof) notFound();
    const saved = await createOffer({ prisma: database().prisma, proof, input });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.adminOffer({ course, offer: saved.value.slug })}?done=offer-created`);
  });

export const changeOfferAction = signedInAction
  .inputSchema(formSchema({ ...offerFields, ...offerRef, version }), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, offer, version, ...input }, clientInput, ctx }) => {
    const proof = await proveOfferInstructor(ctx.session, { course, offer });
    if (!proof) notFound();
    const saved = await changeOffer({ prisma: database().prisma, proof, input, version });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.adminOffer({ course, offer })}?done=offer-changed`);
  });
