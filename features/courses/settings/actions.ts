"use server";

import { notFound, redirect } from "next/navigation";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { proveCourseInstructor } from "../access";
import { changeSettings } from "./commands";
import { settingsForm } from "./schema";

export const changeSettingsAction = signedInAction
  .inputSchema(formSchema(settingsForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, version, ...input }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const saved = await changeSettings({ prisma: database().prisma, proof, input, version });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.courseSettings(course)}?done=settings-changed`);
  });
