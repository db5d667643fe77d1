"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferMember } from "@/features/courses/access";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { markGuidePage } from "./commands";
import { pageMark } from "./schema";

export const markGuidePageAction: FormAction = signedInAction
  .inputSchema(formSchema(pageMark))
  .action(async ({ parsedInput: { page, done, ...ref }, ctx }) => {
    const proof = (await proveOfferMember(ctx.session, ref)) ?? notFound();
    const marked = await markGuidePage({ ...database(), proof, page, done });
    if (!marked.ok) notFound();
    const to = done ? marked.value.next : page;
    redirect(to ? paths.guidePage({ ...ref, page: to }) : paths.guide(ref));
  });
