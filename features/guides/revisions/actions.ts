"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { sayOutcome } from "../editor/rules";
import { restoreRevision } from "./commands";
import { revisionChoice } from "./schema";

export const restoreRevisionAction: FormAction = signedInAction
  .inputSchema(formSchema(revisionChoice))
  .action(async ({ parsedInput: { number, version, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const restored = await restoreRevision({ prisma: database().prisma, proof, number, version });
    redirect(`${paths.guideRevisions(ref)}?${sayOutcome(restored, "guide-restored")}`);
  });
