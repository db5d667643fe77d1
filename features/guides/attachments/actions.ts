"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { sayTooOften } from "@/server/limit-words";
import { readUpload } from "@/server/read-upload";
import { addAttachment, removeAttachment } from "./commands";
import { attachmentRef, attachmentUpload } from "./schema";

export const addAttachmentAction = signedInAction
  .inputSchema(formSchema(attachmentUpload), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, title, file }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const values = typedValues(clientInput);
    const refused = await countCourseAttempt({ ...database(), limit: "upload", proof });
    if (refused) return { values, errors: { file: [sayTooOften(refused)] } };
    const read = await readUpload({ file, missing: "Choose a file." });
    if (!read.ok) return { values, errors: read.problems };
    const added = await addAttachment({ prisma: database().prisma, proof, title, upload: read.upload });
    if (!added.ok) return keepForm(added, values);
    redirect(`${paths.adminAttachments(course)}?done=attachment-added`);
  });

export const removeAttachmentAction: FormAction = signedInAction
  .inputSchema(formSchema(attachmentRef))
  .action(async ({ parsedInput: { course, attachment }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    await removeAttachment({ prisma: database().prisma, proof, attachment });
    redirect(`${paths.adminAttachments(course)}?done=attachment-removed`);
  });
