"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor } from "@/features/courses/access";
import { importRef } from "@/features/courses/imports/schema";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { startUndo } from "./commands";

export const undoImportAction: FormAction = signedInAction
  .inputSchema(formSchema(importRef))
  .action(async ({ parsedInput: { course, import: id }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const started = await startUndo({ prisma: database().prisma, proof, id });
    redirect(paths.courseImport({ course, import: id }) + (started.ok ? "" : `?refused=import-${started.reason}`));
  });
