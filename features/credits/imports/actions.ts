"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor } from "@/features/courses/access";
import { startCheck, startImport } from "@/features/courses/imports/commands";
import { readAs } from "@/features/courses/imports/schema";
import { rereadImport } from "@/features/courses/uploads/commands";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { keepTyped } from "@/server/keep-typed";
import { heedLimit } from "@/server/too-often";
import { findCodeColumns } from "./rules";
import { codesColumns, codesWishes } from "./schema";

const ABOUT = { kind: "CODES", recognise: findCodeColumns } as const;

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

export const rereadCodesAction = signedInAction
  .inputSchema(formSchema(readAs), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, import: id, ...choice }, clientInput, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const about = { ...ABOUT, proof };
    const reread = await rereadImport({ prisma, ring: environment().codeRing, about, id, choice });
    if (!reread.ok) return keepForm(reread, typedValues(clientInput));
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
