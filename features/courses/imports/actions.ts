"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor } from "@/features/courses/access";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { heedLimit } from "@/server/too-often";
import { discardImport, retryImport } from "./commands";
import { readImport } from "./queries";
import { importRef } from "./schema";

export const discardImportAction: FormAction = signedInAction
  .inputSchema(formSchema(importRef))
  .action(async ({ parsedInput: { course, import: id }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { prisma } = database();
    const offer = (await readImport({ prisma, proof, id }))?.offer;
    const discarded = await discardImport({ prisma, proof, id });
    if (!discarded.ok) redirect(`${paths.courseImport({ course, import: id })}?refused=import-busy`);
    const list = offer ? paths.codesImport({ course, offer: offer.slug }) : paths.rosterImport(course);
    redirect(`${list}?done=import-discarded`);
  });

export const retryImportAction: FormAction = signedInAction
  .inputSchema(formSchema(importRef))
  .action(async ({ parsedInput: { course, import: id }, ctx }) => {
    const proof = (await proveCourseInstructor(ctx.session, { course })) ?? notFound();
    const { pool, prisma } = database();
    heedLimit(await countCourseAttempt({ pool, prisma, limit: "import", proof }));
    const begun = await retryImport({ prisma, proof, id });
    redirect(paths.courseImport({ course, import: id }) + (begun.ok ? "" : "?refused=import-busy"));
  });
