"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { version } from "@/features/courses/schema";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import type { Outcome } from "@/server/errors";
import { keepTyped } from "@/server/keep-typed";
import { addQuestion, changeQuestion, moveQuestion, removeQuestion, restoreQuestion } from "./commands";
import { questionFields, questionMove, questionRef } from "./schema";

export const addQuestionAction = signedInAction
  .inputSchema(formSchema(questionFields), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { text, required, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const input = { text, required: required === "on" };
    const added = await addQuestion({ prisma: database().prisma, proof, input });
    if (!added.ok) return keepForm(added, typedValues(clientInput));
    redirect(`${paths.questions(ref)}?done=question-added`);
  });

export const changeQuestionAction = signedInAction
  .inputSchema(formSchema({ ...questionFields, ...questionRef, version }), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { text, required, question: questionId, version, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const input = { text, required: required === "on" };
    const changed = await changeQuestion({ prisma: database().prisma, proof, questionId, version, input });
    if (!changed.ok) return keepForm(changed, typedValues(clientInput));
    redirect(`${paths.questions(ref)}?done=question-changed`);
  });

export const moveQuestionAction: FormAction = signedInAction
  .inputSchema(formSchema(questionMove))
  .action(async ({ parsedInput: { question: questionId, direction, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    answer(ref, "question-moved", await moveQuestion({ prisma: database().prisma, proof, questionId, direction }));
  });

export const removeQuestionAction: FormAction = signedInAction
  .inputSchema(formSchema(questionRef))
  .action(async ({ parsedInput: { question: questionId, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    answer(ref, "question-removed", await removeQuestion({ prisma: database().prisma, proof, questionId }));
  });

export const restoreQuestionAction: FormAction = signedInAction
  .inputSchema(formSchema(questionRef))
  .action(async ({ parsedInput: { question: questionId, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    answer(ref, "question-restored", await restoreQuestion({ prisma: database().prisma, proof, questionId }));
  });

/** Back to the questions by GET. Only the name of what happened travels in the address; the page has the sentence. */
function answer(ref: { course: string; offer: string }, said: string, outcome: Outcome<unknown>): never {
  redirect(`${paths.questions(ref)}?${outcome.ok ? `done=${said}` : `refused=${outcome.reason}`}`);
}
