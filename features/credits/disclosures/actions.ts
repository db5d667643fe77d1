"use server";

import { notFound, redirect } from "next/navigation";
import { proveCodeDisclosure, proveOfferInstructor } from "@/features/courses/access";
import { allocationRef } from "@/features/credits/allocations/schema";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { confirmAgainPath } from "@/server/auth/confirm-again-path";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { showCode } from "./commands";

/** Answers with the code itself, in the page that this very form renders and in no other. */
export const showCodeAction = signedInAction
  .inputSchema(formSchema(allocationRef))
  .stateAction(async ({ parsedInput: { allocationId, ...ref }, ctx }) => {
    (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const proof = await proveCodeDisclosure(ctx.session, ref);
    if (!proof) redirect(confirmAgainPath(paths.allocation({ ...ref, allocation: allocationId })));
    return showCode({ ...database(), proof, allocationId, ring: environment().codeRing });
  });
