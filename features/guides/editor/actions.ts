"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { type FormAction, keepForm } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction, typedValues } from "@/server/action";
import { database } from "@/server/db";
import { keepTyped } from "@/server/keep-typed";
import { checkToday, createPage, movePageOf, saveAbout, savePage } from "./commands";
import { listRelatedChoices, previewPageOf } from "./queries";
import { sayOutcome } from "./rules";
import { aboutForm, guideCheck, newPageForm, pageForm, pageMove, readNotices } from "./schema";

export const savePageAction = signedInAction
  .inputSchema(formSchema(pageForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, offer, page, version, note, press, ...fields }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const typed = { ...fields, notices: readNotices(fields) };
    const values = typedValues(clientInput);
    if (press === "preview") {
      const preview = (await previewPageOf({ ...database(), proof, page, typed })) ?? notFound();
      return { values, errors: {}, preview };
    }
    const saved = await savePage({ prisma: database().prisma, proof, version, page, typed, note });
    if (!saved.ok) return { ...keepForm(saved, values), ...("theirs" in saved && { theirs: saved.theirs }) };
    redirect(`${paths.guideEditor({ course, offer })}?${sayOutcome(saved, "guide-saved")}`);
  });

/** The preview alone, for while one is typing. Without a script the button of the form does the same. */
export const previewPageAction = signedInAction
  .inputSchema(formSchema(pageForm))
  .action(async ({ parsedInput: { course, offer, page, ...fields }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const typed = { ...fields, notices: readNotices(fields) };
    return (await previewPageOf({ ...database(), proof, page, typed })) ?? notFound();
  });

export const saveAboutAction = signedInAction
  .inputSchema(formSchema(aboutForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, offer, version, note, ...typed }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const { prisma } = database();
    const choices = await listRelatedChoices({ prisma, proof });
    const saved = await saveAbout({ prisma, proof, version, typed, choices, note });
    if (!saved.ok) {
      return { ...keepForm(saved, typedValues(clientInput)), ...("theirs" in saved && { theirs: saved.theirs }) };
    }
    redirect(`${paths.guideEditor({ course, offer })}?${sayOutcome(saved, "guide-saved")}`);
  });

export const createPageAction = signedInAction
  .inputSchema(formSchema(newPageForm), { handleValidationErrorsShape: keepTyped })
  .stateAction(async ({ parsedInput: { course, offer, version, ...typed }, clientInput, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const saved = await createPage({ prisma: database().prisma, proof, version, typed });
    if (!saved.ok) return keepForm(saved, typedValues(clientInput));
    redirect(`${paths.guideEditor({ course, offer })}?${sayOutcome(saved, "guide-saved")}`);
  });

export const movePageAction: FormAction = signedInAction
  .inputSchema(formSchema(pageMove))
  .action(async ({ parsedInput: { course, offer, page, version, to }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const saved = await movePageOf({ prisma: database().prisma, proof, version, page, to });
    const outcome = sayOutcome(saved, to === "out" ? "guide-page-out" : "guide-saved");
    redirect(`${paths.guideEditor({ course, offer })}?${outcome}`);
  });

export const checkTodayAction: FormAction = signedInAction
  .inputSchema(formSchema(guideCheck))
  .action(async ({ parsedInput: { course, offer, version }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, { course, offer })) ?? notFound();
    const saved = await checkToday({ prisma: database().prisma, proof, version });
    redirect(`${paths.guideEditor({ course, offer })}?${sayOutcome(saved, "guide-checked")}`);
  });
