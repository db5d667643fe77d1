"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor } from "@/features/courses/access";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { forgetPerson } from "./commands";
import { forgetForm } from "./schema";

export const forgetPersonAction = signedInAction
  .inputSchema(formSchema(forgetForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, enrolment }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const forgotten = await forgetPerson({ prisma: database().prisma, proof, enrolment });
    if (!forgotten.ok) return keepForm(forgotten, typedValues(clientInput));
    redirect(`${paths.roster(course)}?done=person-forgotten`);
  });
