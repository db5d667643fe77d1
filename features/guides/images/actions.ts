"use server";

import { notFound, redirect } from "next/navigation";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveOfferInstructor } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { sayTooOften } from "@/server/limit-words";
import { readUpload } from "@/server/read-upload";
import { addScreenshot, removeScreenshot } from "./commands";
import { screenshotRef, screenshotUpload } from "./schema";

export const addScreenshotAction = signedInAction
  .inputSchema(formSchema(screenshotUpload), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { version, page, alt, file, ...ref }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const values = typedValues(clientInput);
    const refused = await countCourseAttempt({ ...database(), limit: "upload", proof });
    if (refused) return { values, errors: { file: [sayTooOften(refused)] } };
    const read = await readUpload({ file, missing: "Choose a picture." });
    if (!read.ok) return { values, errors: read.problems };
    const { prisma } = database();
    const saved = await addScreenshot({ prisma, proof, version, page, alt, upload: read.upload });
    if (!saved.ok) return keepForm(saved, values);
    redirect(`${paths.guideFigure({ ...ref, page })}?done=guide-saved`);
  });

export const removeScreenshotAction: FormAction = signedInAction
  .inputSchema(formSchema(screenshotRef))
  .action(async ({ parsedInput: { version, page, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const saved = await removeScreenshot({ prisma: database().prisma, proof, version, page });
    const outcome = saved.ok
      ? "done=guide-saved"
      : saved.reason === "changed"
        ? "refused=guide-changed"
        : "refused=guide-marks";
    redirect(`${paths.guideFigure({ ...ref, page })}?${outcome}`);
  });
