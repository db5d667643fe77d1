"use server";

import { notFound, redirect } from "next/navigation";
import { proveCourseInstructor } from "@/features/courses/access";
import { importRef } from "@/features/courses/imports/schema";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { undoImport } from "./commands";

export const undoImportAction: FormAction = signedInAction
  .inputSchema(formSchema(importRef))
  .action(async ({ parsedInput: { course, import: id }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const undone = await undoImport({ prisma: database().prisma, proof, id });
    const query = undone.ok
      ? `done=import-undone&count=${undone.value.deleted + undone.value.withdrawn}`
      : `refused=import-${undone.reason}`;
    redirect(`${paths.courseImport({ course, import: id })}?${query}`);
  });
