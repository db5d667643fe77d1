"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseStaff } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import type { Outcome } from "@/server/errors";
import { keepTyped } from "@/server/keep-typed";
import { addPerson, changePerson, removePerson, restorePerson } from "./commands";
import { changeFields, enrolmentRef, personFields } from "./schema";

export const addPersonAction = signedInAction
  .inputSchema(formSchema(personFields), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...person }, clientInput, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    const added = await addPerson({ prisma: database().prisma, proof, person });
    if (!added.ok)
      return keepForm({ ...added, sentence: "", problems: { email: [added.sentence] } }, typedValues(clientInput));
    redirect(`${paths.roster(course)}?done=person-added`);
  });

export const changePersonAction = signedInAction
  .inputSchema(formSchema(changeFields), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...change }, clientInput, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    const saved = await changePerson({ prisma: database().prisma, proof, ...change });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.person({ course, enrolment: change.enrolment })}?done=person-changed`);
  });

export const removePersonAction: FormAction = signedInAction
  .inputSchema(formSchema(enrolmentRef))
  .action(async ({ parsedInput: { course, enrolment }, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    answer(course, "person-removed", await removePerson({ prisma: database().prisma, proof, enrolment }));
  });

export const restorePersonAction: FormAction = signedInAction
  .inputSchema(formSchema(enrolmentRef))
  .action(async ({ parsedInput: { course, enrolment }, ctx }) => {
    const proof = (await proveCourseStaff(ctx.session, { course })) ?? notFound();
    answer(course, "person-restored", await restorePerson({ prisma: database().prisma, proof, enrolment }));
  });

/** Back to the roster by GET. Only the name of what happened travels in the address; the page has the sentence. */
function answer(course: string, said: string, outcome: Outcome<unknown>): never {
  redirect(`${paths.roster(course)}?${outcome.ok ? `done=${said}` : `refused=${outcome.reason}`}`);
}
