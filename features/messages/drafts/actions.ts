"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseStaff } from "@/features/courses/access";
import { messageFields } from "@/features/messages/schema";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { sendOrShow } from "./commands";

export const writeMessageAction = signedInAction
  .inputSchema(formSchema(messageFields), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...draft }, clientInput, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    const answer = await sendOrShow({ ...database(), proof, draft });
    if (!answer.ok) notFound();
    if (answer.ok === true) redirect(`${paths.message({ course, message: answer.value.id })}?done=message-sent`);
    const { id, preview, sentence } = answer;
    return { values: typedValues(clientInput), errors: {}, ...(sentence && { message: sentence }), id, preview };
  });
