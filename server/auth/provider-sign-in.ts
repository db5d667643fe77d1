import { z } from "zod";
import { database } from "../db";
import { environment } from "../env";
import { log } from "../log";
import { logSecurity } from "../security-log";
import { askNextAuth } from "./ask-next-auth";
import { findIssuerProblem } from "./check-issuer";
import { endSession } from "./end-sessions";
import { landingPath } from "./landing-path";
import { safeNextPath } from "./next-path";
import { PROVIDER, providerOptions } from "./provider-options";
import { readSession } from "./session";
import { signInPath } from "./sign-in-notices";

const csrfShape = z.object({ csrfToken: z.string() });

/** Where the browser has to go, and the `Set-Cookie` lines that it needs there or when it comes back. */
export type ProviderStep = { location: string; setCookies: string[] };

/**
 * Begins signing in by the OpenID Connect provider: the address of its own page, with fresh state, nonce and PKCE in cookies. Null
 * when the portal has no provider. What goes wrong (the provider does not answer) leads back to the sign-in page, which says so.
 */
export async function startProviderSignIn({ next }: { next: string | null }): Promise<ProviderStep | null> {
  const { oidc, publicUrl } = environment();
  if (!oidc) {
    return null;
  }
  const notThere = { location: signInPath({ problem: "provider", next }), setCookies: [] };
  if (!(await isTrusted(oidc.issuer))) {
    return notThere;
  }
  const options = providerOptions(oidc);
  // next-auth begins only with a token that it gave out before; we ask for one and bring it, since our own guard has checked the origin.
  const given = await askNextAuth({ method: "GET", segments: ["csrf"], cookies: {} }, options);
  const { csrfToken } = csrfShape.parse(given.body);
  const begun = await askNextAuth(
    {
      method: "POST",
      segments: ["signin", PROVIDER],
      cookies: readSetCookies(given.setCookies),
      body: { csrfToken, callbackUrl: publicUrl + (next ?? "/") },
    },
    options,
  );
  const isAway = begun.location !== null && !begun.location.startsWith(`${publicUrl}/`);
  return isAway ? { location: begun.location ?? "", setCookies: begun.setCookies } : notThere;
}

const trusted = new Set<string>();

/** Asked once in the life of the process, and again until the answer is yes. When people come back it is asked of the metadata in use (claimsReader). */
async function isTrusted(issuer: string): Promise<boolean> {
  const problem = trusted.has(issuer) ? null : await findIssuerProblem(issuer);
  if (problem === null) trusted.add(issuer);
  else log().warn({ reason: problem }, "signing in by the provider failed");
  return problem === null;
}

/**
 * Finishes it when the provider sends the browser back. `cookies` are the request's; its session is held back from next-auth, which
 * would link the provider's account to whoever is signed in. On success the former session is ended and a new one is in `setCookies`.
 */
export async function finishProviderSignIn({
  query,
  cookies,
}: {
  query: Record<string, string>;
  cookies: Record<string, string>;
}): Promise<ProviderStep | null> {
  const { oidc, publicUrl } = environment();
  if (!oidc) {
    return null;
  }
  const db = database().prisma;
  const entered: { id: string; email: string }[] = [];
  const options = providerOptions(oidc, (person) => entered.push(person));
  const own = Object.fromEntries(Object.entries(cookies).filter(([name]) => name.includes("next-auth")));
  const { location, setCookies } = await askNextAuth(
    { method: "GET", segments: ["callback", PROVIDER], query, cookies: own },
    options,
  );
  const next = readNext({ cookies: own, publicUrl });
  const person = entered[0];
  if (!person) {
    logSecurity({ security: "sign-in failed", by: "provider" });
    const problem = location?.includes("AccessDenied") ? "unverified" : "provider";
    return { location: signInPath({ problem, next }), setCookies };
  }
  logSecurity({ security: "signed in", by: "provider", user: person.id });
  const former = await readSession();
  if (former) {
    await endSession({ db, session: former });
  }
  return { location: next ?? (await landingPath({ db, email: person.email })), setCookies };
}

/** The page that was asked for at the start, from the cookie in which next-auth keeps it. */
function readNext({ cookies, publicUrl }: { cookies: Record<string, string>; publicUrl: string }): string | null {
  const kept = Object.entries(cookies).find(([name]) => name.endsWith("next-auth.callback-url"))?.[1] ?? "";
  return kept === `${publicUrl}/` || !kept.startsWith(`${publicUrl}/`)
    ? null
    : safeNextPath(kept.slice(publicUrl.length));
}

function readSetCookies(lines: string[]): Record<string, string> {
  const pairs = lines.map((line) => line.split(";", 1)[0] ?? "");
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), decodeURIComponent(pair.slice(pair.indexOf("=") + 1))]),
  );
}
