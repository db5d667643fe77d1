"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { replaceCode } from "./commands";
import { allocationRef } from "./schema";

export const replaceCodeAction: FormAction = signedInAction
  .inputSchema(formSchema(allocationRef))
  .action(async ({ parsedInput: { allocationId, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const outcome = await replaceCode({ pool: database().pool, proof, allocationId });
    redirect(`${paths.allocations(ref)}?${outcome.ok ? "done=replaced" : `refused=${outcome.reason}`}`);
  });
