"use server";

import { notFound, redirect } from "next/navigation";
import { proveOfferInstructor } from "@/features/courses/access";
import { readWish } from "@/features/credits/selections/rules";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "@/server/action";
import { database } from "@/server/db";
import { giveCode, startBulkAct } from "./commands";
import { selectAllocations, selectPeople } from "./rules";
import { bulkAllocations, bulkGiving } from "./schema";

export const giveCodesAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkGiving))
  .action(async ({ parsedInput: { q = "", scope, ids, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const [enrolmentId, ...more] = scope === "ticked" ? ids : [];
    if (enrolmentId && more.length === 0) {
      const given = await giveCode({ pool: database().pool, proof, enrolmentId });
      if (!given.ok) redirect(`${paths.giveCodes(ref)}?refused=${given.reason}`);
      redirect(`${paths.allocation({ ...ref, allocation: given.value.allocationId })}?done=given`);
    }
    const started = await startBulkAct({
      ...database(),
      proof,
      act: "give",
      selection: selectPeople({ q, scope, ids }),
    });
    redirect(
      started.ok
        ? paths.bulkAct({ ...ref, act: started.value.bulkActId })
        : `${paths.giveCodes(ref)}?refused=${started.reason}`,
    );
  });

export const bulkAllocationsAction: FormAction = signedInAction
  .inputSchema(formSchema(bulkAllocations))
  .action(async ({ parsedInput: { act, scope, ids, q, state, batch, ...ref }, ctx }) => {
    const proof = (await proveOfferInstructor(ctx.session, ref)) ?? notFound();
    const { filter } = readWish({ q, state, batch });
    const selection = selectAllocations({ filter, scope, ids });
    const started = await startBulkAct({ ...database(), proof, act, selection });
    if (!started.ok) redirect(`${paths.allocations(ref)}?refused=${started.reason}`);
    redirect(paths.bulkAct({ ...ref, act: started.value.bulkActId }));
  });
