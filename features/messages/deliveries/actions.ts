"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseStaff } from "@/features/courses/access";
import { deliveryRef } from "@/features/messages/schema";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { sendAgain } from "./commands";

export const sendAgainAction: FormAction = signedInAction
  .inputSchema(formSchema(deliveryRef))
  .action(async ({ parsedInput: { course, message, enrolment }, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    const sent = await sendAgain({ prisma: database().prisma, proof, message, enrolment });
    const outcome = sent.ok ? `done=message-sent-again&count=${sent.value}` : `refused=${sent.reason}`;
    redirect(`${paths.message({ course, message })}?${outcome}`);
  });
