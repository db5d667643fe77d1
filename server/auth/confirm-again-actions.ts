"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "../action";
import { database } from "../db";
import { environment } from "../env";
import { confirmSession, sendConfirmationCode } from "./confirm-again";
import { isSessionLive } from "./is-session-live";
import { safeNextPath } from "./next-path";
import { signInPath } from "./sign-in-notices";

const nextField = z.string().optional().transform(safeNextPath);
const backTo = (next: string | null, more: Record<string, string>) =>
  `${paths.confirmAgain}?${new URLSearchParams({ ...(next && { next }), ...more })}`;

const send = signedInAction
  .inputSchema(formSchema({ next: nextField }))
  .action(async ({ parsedInput: { next }, ctx: { session } }) => {
    const db = database().prisma;
    if (!(await isSessionLive({ db, session }))) redirect(signInPath({ problem: "ended" }));
    const sent = await sendConfirmationCode({ db, secret: environment().sessionSecret, session, next });
    redirect(backTo(next, sent ? { sent: "yes" } : { problem: "enough" }));
  });

/** Sends a code to the address of whoever is signed in. */
export async function sendConfirmation(form: FormData): Promise<void> {
  await send(form);
}

const confirm = signedInAction
  .inputSchema(formSchema({ next: nextField, code: z.string().max(100).default("") }))
  .action(async ({ parsedInput: { next, code: typed }, ctx: { session } }) => {
    const db = database().prisma;
    if (!(await isSessionLive({ db, session }))) redirect(signInPath({ problem: "ended" }));
    const confirmed = await confirmSession({ db, secret: environment().sessionSecret, session, typed });
    redirect(confirmed ? (next ?? paths.confirmAgain) : backTo(next, { problem: "code" }));
  });

/** Confirms the session by the code of that mail, and goes on to where the person came from. */
export async function confirmAgain(form: FormData): Promise<void> {
  await confirm(form);
}
