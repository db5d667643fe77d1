"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor } from "@/features/courses/access";
import { startCheck, startImport } from "@/features/courses/imports/commands";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { heedLimit } from "@/server/too-often";
import { rosterColumns, rosterWishes } from "./schema";

export const checkRosterAction = signedInAction
  .inputSchema(formSchema(rosterColumns), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, import: id, ...columns }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const started = await startCheck({ prisma, proof, kind: "ROSTER", id, options: { columns } });
    if (!started.ok) return keepForm(started, typedValues(clientInput));
    redirect(paths.courseImport({ course, import: id }));
  });

export const importRosterAction: FormAction = signedInAction
  .inputSchema(formSchema(rosterWishes))
  .action(async ({ parsedInput: { course, import: id, update, remove, missing }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const options = { update, removeAtMost: remove ? missing : null };
    const started = await startImport({ prisma, proof, kind: "ROSTER", id, options });
    redirect(paths.courseImport({ course, import: id }) + (started.ok ? "" : "?refused=import-busy"));
  });
