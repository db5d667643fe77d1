"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { sayOutcome } from "../editor/rules";
import { settleUpdate } from "./commands";
import { updateChoice } from "./schema";

export const settleUpdateAction: FormAction = signedInAction
  .inputSchema(formSchema(updateChoice))
  .action(async ({ parsedInput: { course, offer, ...input }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const settled = await settleUpdate({ prisma: database().prisma, proof, ...input });
    redirect(`${paths.guideUpdate({ course, offer })}?${sayOutcome(settled, "guide-saved")}`);
  });
