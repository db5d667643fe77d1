"use server";

import { notFound, redirect } from "next/navigation";
import { findGuide } from "@/content/guides/index";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveOfferMember } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import type { Outcome } from "@/server/errors";
import { keepTyped } from "@/server/keep-typed";
import { heedLimit } from "@/server/too-often";
import {
  askForCode,
  cancelRequest,
  confirmRedemption,
  reportCode,
  revealCode,
  takeBackRedemption,
  takeBackReport,
} from "./commands";
import { readOffer } from "./queries";
import type { ClaimOutcome } from "./rules";
import { codeRequest, offerRef, problemReport } from "./schema";

const claimAnswers: Record<ClaimOutcome, string> = {
  allocated: "done=allocated",
  // Asking again is safe and the same: it gets the same answer.
  "already-yours": "done=allocated",
  waiting: "done=received",
  pending: "done=received",
  "not-enrolled": "refused=request",
  "not-yet-open": "refused=request",
  closed: "refused=request",
  expired: "refused=request",
  declined: "refused=request",
  withdrawn: "refused=request",
};

const offerAction = signedInAction.inputSchema(formSchema(offerRef));

/** For an offer that asked nothing when its page was opened: one press. */
export const requestCodeAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  const asked = await askForCode({ pool: database().pool, proof, answers: {} });
  redirect(`${paths.offer(ref)}?${asked.ok ? claimAnswers[asked.value] : `refused=${asked.reason}`}`);
});

export const answerAndRequestAction = signedInAction
  .inputSchema(codeRequest, { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { answers, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
    const asked = await askForCode({ pool: database().pool, proof, answers });
    if (!asked.ok) return keepForm(asked, typedValues(clientInput));
    redirect(`${paths.offer(ref)}?${claimAnswers[asked.value]}`);
  });

export const cancelRequestAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  answer(paths.offer(ref), "cancelled", await cancelRequest({ prisma: database().prisma, proof }));
});

export const revealCodeAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  heedLimit(await countCourseAttempt({ ...database(), limit: "reveal", proof }));
  answer(paths.code(ref), "revealed", await revealCode({ prisma: database().prisma, proof }));
});

export const confirmRedemptionAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  answer(paths.code(ref), "redeemed", await confirmRedemption({ prisma: database().prisma, proof }));
});

export const takeBackRedemptionAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  answer(paths.code(ref), "redemption-taken-back", await takeBackRedemption({ prisma: database().prisma, proof }));
});

export const reportCodeAction: FormAction = signedInAction
  .inputSchema(formSchema(problemReport))
  .action(async ({ parsedInput: { cause, ...ref }, ctx }) => {
    const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "report", proof }));
    const offer = (await readOffer({ pool, proof })) ?? notFound();
    const problem = findGuide(offer.guide)?.problems.find(({ slug }) => slug === cause) ?? notFound();
    answer(paths.code(ref), "reported", await reportCode({ prisma, proof, cause, verdict: problem.verdict }));
  });

export const takeBackReportAction: FormAction = offerAction.action(async ({ parsedInput: ref, ctx }) => {
  const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
  heedLimit(await countCourseAttempt({ ...database(), limit: "report", proof }));
  answer(paths.code(ref), "report-taken-back", await takeBackReport({ prisma: database().prisma, proof }));
});

/** Back to the page by GET. Only a reason's name travels in the address; the page has the sentence. */
function answer(page: string, said: string, outcome: Outcome<unknown>): never {
  redirect(outcome.ok ? `${page}?done=${said}` : `${page}?refused=${outcome.reason}`);
}
