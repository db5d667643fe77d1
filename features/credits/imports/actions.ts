"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import type { FormAction, FormState } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { keepTyped } from "@/server/keep-typed";
import { readUpload } from "@/server/read-upload";
import { checkCodes, importCodes } from "./commands";
import { codesCheckRef, codesUpload } from "./schema";

/** Pasted codes do not come back in a page, not even to be mended: the form is empty again. */
const noCodes = (errors: FormState["errors"] = {}): FormState => ({ values: {}, errors });

export const checkCodesAction = signedInAction
  .inputSchema(formSchema(codesUpload), {
    handleValidationErrorsShape: async (refused, sent) => noCodes((await keepTyped(refused, sent)).errors),
  })
  .stateAction(async ({ parsedInput: { file, pasted, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const read = await readUpload({ file, pasted });
    if (!read.ok) return noCodes(read.problems);
    const checked = await checkCodes({ prisma: database().prisma, proof, keys: environment(), upload: read.upload });
    if (!checked.ok) return noCodes(checked.problems);
    redirect(`${paths.codesImport(ref)}?check=${checked.value}`);
  });

export const importCodesAction: FormAction = signedInAction
  .inputSchema(formSchema(codesCheckRef))
  .action(async ({ parsedInput: { check, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const imported = await importCodes({ prisma: database().prisma, proof, keys: environment(), check });
    if (!imported.ok) redirect(`${paths.codesImport(ref)}?refused=${imported.reason}`);
    redirect(`${paths.adminOffer(ref)}?done=codes-imported&count=${imported.value.added}`);
  });
