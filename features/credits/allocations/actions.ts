"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveOfferInstructor } from "@/features/courses/access";
import { normaliseCode } from "@/features/credits/imports/rules";
import type { FormAction, FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { keyedHash } from "@/server/crypto";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import type { Outcome } from "@/server/errors";
import { keepTyped } from "@/server/keep-typed";
import { heedLimit } from "@/server/too-often";
import { releaseCode, replaceCode, revokeCode, takeBackConfirmation } from "./commands";
import { findByFingerprint } from "./queries";
import { allocationRef, codeSearch, ending, replacement } from "./schema";

export const replaceCodeAction: FormAction = signedInAction
  .inputSchema(formSchema(replacement))
  .action(async ({ parsedInput: { allocationId, from, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const outcome = await replaceCode({ pool: database().pool, proof, allocationId, from });
    redirect(`${paths.allocations(ref)}?${outcome.ok ? "done=replaced" : `refused=${outcome.reason}`}`);
  });

const endingAction = signedInAction.inputSchema(formSchema(ending), { handleValidationErrorsShape: keepTyped });

export const releaseCodeAction = endingAction.stateAction(
  async ({ parsedInput: { reason, ...ref }, ctx }): Promise<FormState> => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const { allocationId } = ref;
    return answer(ref, "released", await releaseCode({ pool: database().pool, proof, allocationId, reason }));
  },
);

export const revokeCodeAction = endingAction.stateAction(
  async ({ parsedInput: { reason, ...ref }, ctx }): Promise<FormState> => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const { allocationId } = ref;
    return answer(ref, "revoked", await revokeCode({ pool: database().pool, proof, allocationId, reason }));
  },
);

export const takeBackConfirmationAction: FormAction = signedInAction
  .inputSchema(formSchema(allocationRef))
  .action(async ({ parsedInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, parsedInput)) ?? notFound();
    const { allocationId } = parsedInput;
    answer(parsedInput, "taken-back", await takeBackConfirmation({ prisma: database().prisma, proof, allocationId }));
  });

export const findCodeAction: FormAction = signedInAction
  .inputSchema(formSchema(codeSearch))
  .action(async ({ parsedInput: { code, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    heedLimit(await countCourseAttempt({ ...database(), limit: "search-code", proof }));
    const fingerprint = keyedHash({ text: normaliseCode(code), key: environment().fingerprintKey });
    const { known, allocationId } = await findByFingerprint({ pool: database().pool, proof, fingerprint });
    if (allocationId) redirect(paths.allocation({ ...ref, allocation: allocationId }));
    redirect(`${paths.allocations(ref)}?refused=${known ? "code-unused" : "code-unknown"}`);
  });

/** Back to the allocation by GET. Only a reason's name travels in the address; the page has the sentence. */
function answer(
  { allocationId, ...ref }: { course: string; offer: string; allocationId: string },
  said: string,
  outcome: Outcome<unknown>,
): never {
  redirect(
    `${paths.allocation({ ...ref, allocation: allocationId })}?${outcome.ok ? `done=${said}` : `refused=${outcome.reason}`}`,
  );
}
