"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor } from "@/features/courses/access";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { copyCourse } from "./commands";
import { copyForm } from "./schema";

export const copyCourseAction = signedInAction
  .inputSchema(formSchema(copyForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...input }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const copied = await copyCourse({ prisma: database().prisma, proof, input });
    if (!copied.ok) return keepForm(copied, typedValues(clientInput));
    redirect(`${paths.openCourse(copied.value.slug)}?done=course-copied`);
  });
