"use server";

import { notFound, redirect } from "next/navigation";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import type { Outcome } from "@/server/errors";
import { proveCourseInstructor } from "../access";
import { courseRef } from "../schema";
import { archiveCourse, openCourse, reopenCourse } from "./commands";

export const openCourseAction: FormAction = signedInAction
  .inputSchema(formSchema(courseRef))
  .action(async ({ parsedInput: { course }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const opened = await openCourse({ prisma: database().prisma, proof });
    answer(opened.ok ? paths.adminCourse(course) : paths.openCourse(course), "course-opened", opened);
  });

export const archiveCourseAction: FormAction = signedInAction
  .inputSchema(formSchema(courseRef))
  .action(async ({ parsedInput: { course }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    answer(paths.courseSettings(course), "course-archived", await archiveCourse({ prisma: database().prisma, proof }));
  });

export const reopenCourseAction: FormAction = signedInAction
  .inputSchema(formSchema(courseRef))
  .action(async ({ parsedInput: { course }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    answer(paths.courseSettings(course), "course-reopened", await reopenCourse({ prisma: database().prisma, proof }));
  });

/** By GET to the page that tells the outcome; only its name travels in the address. */
function answer(page: string, said: string, outcome: Outcome<unknown>): never {
  redirect(`${page}?${outcome.ok ? `done=${said}` : `refused=${outcome.reason}`}`);
}
