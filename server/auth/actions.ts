"use server";

import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { NextResponse } from "next/server";
import { z } from "zod";
import { emailAddress } from "@/lib/email-address";
import { paths } from "@/lib/paths";
import { formSchema, openAction, signedInAction } from "../action";
import { database } from "../db";
import { environment } from "../env";
import { countAttempt } from "../limits";
import { logSecurity } from "../security-log";
import { heedLimit } from "../too-often";
import { confirmSession, sendConfirmationCode } from "./confirm-again";
import { endSession, endSessionsEverywhere } from "./end-sessions";
import { type EnteredUser, enterUser } from "./enter-user";
import { isSessionLive } from "./is-session-live";
import { issueSignInToken } from "./issue-sign-in-token";
import { isKnownAddress } from "./known-address";
import { rememberDevice } from "./known-device";
import { landingPath } from "./landing-path";
import { safeNextPath } from "./next-path";
import { forgetPendingSignIn, readPendingSignIn, rememberPendingSignIn } from "./pending-sign-in";
import { departurePath } from "./provider-departure";
import { startProviderSignIn } from "./provider-sign-in";
import { forgetSession, type Session } from "./session";
import { signInAccount } from "./sign-in-account";
import { signInByCode, signInByLink } from "./sign-in-by-mail";
import { signInPath } from "./sign-in-notices";
import { startSession } from "./start-session";

const nextField = z.string().optional().transform(safeNextPath);

const askForMail = openAction
  .inputSchema(formSchema({ email: z.string().max(1000).default(""), next: nextField }))
  .action(async ({ parsedInput: { email: typed, next } }) => {
    const address = emailAddress.safeParse(typed);
    if (!address.success) {
      await rememberPendingSignIn({ email: typed.slice(0, 300), request: null, next });
      redirect(signInPath({ problem: "address", next }));
    }
    heedLimit(
      await countAttempt({ pool: database().pool, limit: "sign-in-mail", account: await signInAccount(address.data) }),
    );
    await queueSignInMail({ email: address.data, next });
    redirect(paths.checkMail);
  });

async function queueSignInMail({ email, next }: { email: string; next: string | null }): Promise<void> {
  const earlier = await readPendingSignIn();
  const { sessionSecret: secret } = environment();
  const issued = await issueSignInToken({ db: database().prisma, secret, email, next });
  // No new mail for now: the code of the last one may still be typed, if it was this browser that asked for it.
  const request = issued ?? (earlier?.email === email ? earlier.request : null);
  await rememberPendingSignIn({ email, request, next });
}

/** Sends a sign-in mail to an address that is known, and answers alike whether it is. */
export async function requestSignInMail(form: FormData): Promise<void> {
  await askForMail(form);
}

const confirm = openAction
  .inputSchema(formSchema({ token: z.string().max(200), next: nextField }))
  .action(async ({ parsedInput: { token: link, next } }) => {
    const db = database().prisma;
    const user = await signInByLink({ db, secret: environment().sessionSecret, link });
    if (!user) {
      redirect(signInPath({ problem: "link", next }));
    }
    await enter({ user, next });
  });

async function enter({ user, next }: { user: EnteredUser; next: string | null }): Promise<never> {
  const db = database().prisma;
  await startSession({ db, user });
  await rememberDevice(user);
  await forgetPendingSignIn();
  redirect(next ?? (await landingPath({ db, email: user.email })));
}

/** Spends the token of a mail's link and signs its person in. */
export async function confirmSignIn(form: FormData): Promise<void> {
  await confirm(form);
}

const typeCode = openAction
  .inputSchema(formSchema({ code: z.string().max(100).default("") }))
  .action(async ({ parsedInput: { code: typed } }) => {
    const { email, request, next } = (await readPendingSignIn()) ?? redirect(signInPath({ problem: "waited" }));
    heedLimit(
      await countAttempt({ pool: database().pool, limit: "sign-in-code", account: await signInAccount(email) }),
    );
    const { sessionSecret: secret } = environment();
    const user = await signInByCode({ db: database().prisma, secret, email, request, typed });
    if (!user) {
      redirect(`${paths.checkMail}?problem=code`);
    }
    await enter({ user, next });
  });

/** Signs in by the code of the mail that this browser asked for. */
export async function typeSignInCode(form: FormData): Promise<void> {
  await typeCode(form);
}

const goToProvider = openAction
  .inputSchema(formSchema({ next: nextField }))
  .action(async ({ parsedInput: { next } }) => {
    const step = await startProviderSignIn({ next });
    if (!step) {
      notFound();
    }
    const jar = await cookies();
    const headers = step.setCookies.map((line): [string, string] => ["Set-Cookie", line]);
    for (const cookie of new NextResponse(null, { headers }).cookies.getAll()) {
      jar.set(cookie);
    }
    redirect(await departurePath(step.location));
  });

/** Leads to the OpenID Connect provider's own page. */
export async function signInByProvider(form: FormData): Promise<void> {
  await goToProvider(form);
}

const stepIn = openAction
  .inputSchema(formSchema({ email: emailAddress, next: nextField }))
  .action(async ({ parsedInput: { email, next } }) => {
    const db = database().prisma;
    if (!environment().demonstration || !(await isKnownAddress({ db, email }))) {
      notFound();
    }
    const user = await enterUser(db, { email });
    logSecurity({ security: "signed in", by: "demonstration", user: user.id });
    await startSession({ db, user });
    redirect(next ?? (await landingPath({ db, email })));
  });

/** Signs in as an invented person: in the demonstration, and nowhere else. */
export async function stepInAsPerson(form: FormData): Promise<void> {
  await stepIn(form);
}

const leave = signedInAction.action(async ({ ctx: { session } }) => {
  await endSession({ db: database().prisma, session });
  await forgetSession();
  redirect(signInPath({ done: "signed-out" }));
});

/** Ends this session at once: a copy of its cookie is refused from now on. */
export async function signOut(): Promise<void> {
  await leave();
}

const leaveEverywhere = signedInAction.action(async ({ ctx: { session } }) => {
  await endSessionsEverywhere({ db: database().prisma, session });
  await forgetSession();
  redirect(signInPath({ done: "signed-out-everywhere" }));
});

/** Ends every session of this person at once. */
export async function signOutEverywhere(): Promise<void> {
  await leaveEverywhere();
}

const backTo = (next: string | null, more: Record<string, string>) =>
  `${paths.confirmAgain}?${new URLSearchParams({ ...(next && { next }), ...more })}`;

async function countConfirmation({ userId }: Session): Promise<void> {
  heedLimit(await countAttempt({ pool: database().pool, limit: "confirm", account: userId, userId }));
}

const sendCode = signedInAction
  .inputSchema(formSchema({ next: nextField }))
  .action(async ({ parsedInput: { next }, ctx: { session } }) => {
    const db = database().prisma;
    if (!(await isSessionLive({ db, session }))) redirect(signInPath({ problem: "ended" }));
    await countConfirmation(session);
    const sent = await sendConfirmationCode({ db, secret: environment().sessionSecret, session, next });
    redirect(backTo(next, sent ? { sent: "yes" } : { problem: "enough" }));
  });

/** Sends a code to the address of whoever is signed in. */
export async function sendConfirmation(form: FormData): Promise<void> {
  await sendCode(form);
}

const confirmByCode = signedInAction
  .inputSchema(formSchema({ next: nextField, code: z.string().max(100).default("") }))
  .action(async ({ parsedInput: { next, code: typed }, ctx: { session } }) => {
    const db = database().prisma;
    if (!(await isSessionLive({ db, session }))) redirect(signInPath({ problem: "ended" }));
    await countConfirmation(session);
    const confirmed = await confirmSession({ db, secret: environment().sessionSecret, session, typed });
    redirect(confirmed ? (next ?? paths.confirmAgain) : backTo(next, { problem: "code" }));
  });

/** Confirms the session by the code of that mail, and goes on to where the person came from. */
export async function confirmAgain(form: FormData): Promise<void> {
  await confirmByCode(form);
}
