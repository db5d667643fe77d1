"use server";

import { notFound, redirect } from "next/navigation";
import { keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { proveAdministrator, proveCourseInstructor } from "./access";
import { changeCourse, createCourse } from "./commands";
import { courseFields, courseRef, version } from "./schema";

export const createCourseAction = signedInAction
  .inputSchema(formSchema(courseFields), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: input, clientInput, ctx }) => {
    const proof = await proveAdministrator(ctx.session);
    if (!proof) notFound();
    const saved = await createCourse({ prisma: database().prisma, proof, input });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.adminCourse(saved.value.slug)}?done=course-created`);
  });

export const changeCourseAction = signedInAction
  .inputSchema(formSchema({ ...courseFields, ...courseRef, version }), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, version, ...input }, clientInput, ctx }) => {
    const proof = await proveCourseInstructor(ctx.session, { course });
    if (!proof) notFound();
    const saved = await changeCourse({ prisma: database().prisma, proof, input, version });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.adminCourse(saved.value.slug)}?done=course-changed`);
  });
