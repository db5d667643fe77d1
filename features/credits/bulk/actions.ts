"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { readWish } from "@/features/credits/selections/rules";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { giveCodes, retryBulkAct, startBulkAct } from "./commands";
import { selectAllocations, selectPeople } from "./rules";
import { bulkAllocations, bulkGiving, bulkRef } from "./schema";

export const giveCodesAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkGiving))
  .action(async ({ parsedInput: { q = "", scope, ids, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const given = await giveCodes({ ...database(), proof, selection: selectPeople({ q, scope, ids }) });
    if (!given.ok) redirect(`${paths.giveCodes(ref)}?refused=${given.reason}`);
    const { value } = given;
    if ("bulkActId" in value) redirect(paths.bulkAct({ ...ref, bulk: value.bulkActId }));
    redirect(`${paths.allocation({ ...ref, allocation: value.allocationId })}?done=given`);
  });

export const bulkAllocationsAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkAllocations))
  .action(async ({ parsedInput: { act, scope, ids, q, state, batch, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const { filter } = readWish({ q, state, batch });
    const selection = selectAllocations({ filter, scope, ids });
    const started = await startBulkAct({ ...database(), proof, act, selection });
    if (!started.ok) redirect(`${paths.allocations(ref)}?refused=${started.reason}`);
    redirect(paths.bulkAct({ ...ref, bulk: started.value.bulkActId }));
  });

export const retryBulkActAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkRef))
  .action(async ({ parsedInput: { bulk, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    await retryBulkAct({ ...database(), proof, bulkActId: bulk });
    redirect(paths.bulkAct({ ...ref, bulk }));
  });
