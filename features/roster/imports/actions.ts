"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { keepTyped } from "@/server/keep-typed";
import { readUpload } from "@/server/read-upload";
import { checkRoster, importRoster } from "./commands";
import { rosterCheckRef, rosterUpload } from "./schema";

export const checkRosterAction = signedInAction
  .inputSchema(formSchema(rosterUpload), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, ...sent }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const read = await readUpload(sent);
    if (!read.ok) return { values: typedValues(clientInput), errors: read.problems };
    const checked = await checkRoster({
      prisma: database().prisma,
      proof,
      key: environment().codeKey,
      upload: read.upload,
    });
    if (!checked.ok) return keepForm(checked, typedValues(clientInput));
    redirect(`${paths.rosterImport(course)}?check=${checked.value}`);
  });

export const importRosterAction: FormAction = signedInAction
  .inputSchema(formSchema(rosterCheckRef))
  .action(async ({ parsedInput: { course, check }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const imported = await importRoster({ prisma: database().prisma, proof, key: environment().codeKey, check });
    if (!imported.ok) redirect(`${paths.rosterImport(course)}?refused=${imported.reason}`);
    redirect(`${paths.roster(course)}?done=roster-imported&count=${imported.value.added}`);
  });
