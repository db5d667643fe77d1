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
import { codesColumns, codesWishes } from "./schema";

export const checkCodesAction = signedInAction
  .inputSchema(formSchema(codesColumns), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, import: id, ...columns }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const started = await startCheck({ prisma, proof, kind: "CODES", id, options: { columns } });
    if (!started.ok) return keepForm(started, typedValues(clientInput));
    redirect(paths.courseImport({ course, import: id }));
  });

export const importCodesAction: FormAction = signedInAction
  .inputSchema(formSchema(codesWishes))
  .action(async ({ parsedInput: { course, import: id, spares }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const started = await startImport({ prisma, proof, kind: "CODES", id, options: { spares } });
    redirect(paths.courseImport({ course, import: id }) + (started.ok ? "" : "?refused=import-busy"));
  });
