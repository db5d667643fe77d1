"use server";

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { paths } from "@/lib/paths";
import { formSchema, signedInAction } from "../../action";
import { database } from "../../db";
import type { Outcome } from "../../errors";
import { countAttempt } from "../../limits";
import { heedLimit } from "../../too-often";
import { confirmAgainPath } from "../confirm-again-path";
import { isSessionLive } from "../is-session-live";
import { safeNextPath } from "../next-path";
import { signInPath } from "../sign-in-notices";
import { addPasskey, beginPasskey } from "./add-passkey";
import { beginPresenting, presentPasskey } from "./present-passkey";
import { makeRecoveryCodes, spendRecoveryCode } from "./recovery-codes";
import { relyingParty } from "./relying-party";
import { removePasskey } from "./remove-passkeys";

const nextField = z.string().optional().transform(safeNextPath);
/** What a browser answers with; the library looks into it. */
const browserAnswer = z.looseObject({ id: z.string().max(2000) });

/** Whose session still counts, counted as somebody who confirms. */
const liveAction = signedInAction.use(async ({ next, ctx }) => {
  const { pool, prisma: db } = database();
  const { session } = ctx;
  if (!(await isSessionLive({ db, session }))) redirect(signInPath({ problem: "ended" }));
  const { userId } = session;
  heedLimit(await countAttempt({ pool, limit: "confirm", account: userId, userId }));
  return next({ ctx: { asked: { db, session } } });
});

/** What the browser makes a passkey from. */
export const beginPasskeyAction = liveAction.action(async ({ ctx: { asked } }) =>
  beginPasskey({ ...asked, party: relyingParty() ?? notFound() }),
);

/** Keeps the passkey that it made. */
export const addPasskeyAction = liveAction
  .inputSchema(z.object({ name: z.string().trim().max(60), response: browserAnswer }))
  .action(async ({ parsedInput: { name, response }, ctx: { asked } }) => {
    const made = response as unknown as RegistrationResponseJSON;
    return addPasskey({ ...asked, party: relyingParty() ?? notFound(), name: name || "Passkey", response: made });
  });

/** What the browser signs with a passkey. */
export const beginPresentingAction = liveAction.action(async ({ ctx: { asked } }) =>
  beginPresenting({ ...asked, party: relyingParty() ?? notFound() }),
);

/** Whether its answer confirms the session. */
export const presentPasskeyAction = liveAction
  .inputSchema(z.object({ response: browserAnswer }))
  .action(async ({ parsedInput, ctx: { asked } }) => {
    const response = parsedInput.response as unknown as AuthenticationResponseJSON;
    return presentPasskey({ ...asked, party: relyingParty() ?? notFound(), response });
  });

const recover = liveAction
  .inputSchema(formSchema({ next: nextField, code: z.string().max(100).default("") }))
  .action(async ({ parsedInput: { next, code: typed }, ctx: { asked } }) => {
    if (await spendRecoveryCode({ ...asked, typed })) redirect(`${paths.security}?done=recovered`);
    redirect(`${paths.confirmAgain}?${new URLSearchParams({ ...(next && { next }), problem: "recovery" })}`);
  });

/** Confirms the session by a recovery code, and leads to where a new passkey is added. */
export async function recoverByCode(form: FormData): Promise<void> {
  await recover(form);
}

const remove = liveAction
  .inputSchema(formSchema({ id: z.uuid() }))
  .action(async ({ parsedInput: { id }, ctx: { asked } }) => {
    const removed = await removePasskey({ ...asked, id });
    redirect(removed.ok ? `${paths.security}?done=removed` : confirmAgainPath(paths.security));
  });

/** Removes a passkey. */
export async function removePasskeyAction(form: FormData): Promise<void> {
  await remove(form);
}

const makeCodes = liveAction.inputSchema(formSchema({})).action(async ({ ctx: { asked } }) => {
  const made = await makeRecoveryCodes(asked);
  if (!made.ok && made.reason === "confirm") redirect(confirmAgainPath(paths.security));
  return made;
});

/** Answers with new recovery codes, in the page that this very form renders and in no other. */
export async function makeRecoveryCodesAction(_earlier: unknown, form: FormData): Promise<Outcome<string[]> | null> {
  return (await makeCodes(form)).data ?? null;
}
