import type { AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { v7 } from "uuid";
import { database } from "../db";
import { type Environment, environment } from "../env";
import { log } from "../log";
import { metadataAddress } from "./check-issuer";
import { admitVerified, providerAdapter } from "./provider-accounts";
import { providerCookies } from "./provider-cookies";
import { claimsReader } from "./read-claims";
import { sessionCookie } from "./session";
import { SESSION_SECONDS } from "./session-seconds";

/** next-auth's name for the one provider that the environment may set; part of the address that the provider sends people back to. */
export const PROVIDER = "oidc";

/**
 * next-auth's settings: used for the OpenID Connect provider only; mail and demonstration begin sessions of the same form themselves.
 * `onEntered` hears who was let in.
 */
export function providerOptions(
  oidc: NonNullable<Environment["oidc"]>,
  onEntered?: (person: { id: string; email: string }) => void,
): AuthOptions {
  const { sessionSecret, publicUrl } = environment();
  const db = database().prisma;
  return {
    secret: sessionSecret,
    useSecureCookies: publicUrl.startsWith("https:"),
    adapter: providerAdapter(db),
    providers: [provider(oidc)],
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: { sessionToken: sessionCookie(), ...providerCookies({ secure: publicUrl.startsWith("https:") }) },
    callbacks: {
      signIn: ({ user, account, profile }) => admitVerified({ db, user, account, profile }),
      jwt: async ({ token, user }) => {
        const { id, email, name, sessionVersion } = await db.user.findUniqueOrThrow({
          where: { id: user?.id ?? token.sub },
        });
        return { sub: id, email, name, sessionVersion, sessionId: v7() };
      },
    },
    events: { signIn: ({ user }) => onEntered?.({ id: user.id, email: user.email ?? "" }) },
    logger: {
      // The message says what is set wrongly ("invalid_client", "issuer mismatch"); the rest of what next-auth would log holds claims.
      error: (reason, detail) => {
        const error = detail instanceof Error ? detail : detail.error;
        log().warn(
          { reason, error: error instanceof Error ? error.message : undefined },
          "signing in by the provider failed",
        );
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

function provider(oidc: NonNullable<Environment["oidc"]>): OAuthConfig<Record<string, unknown>> {
  return {
    id: PROVIDER,
    name: oidc.name,
    type: "oauth",
    wellKnown: metadataAddress(oidc.issuer),
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // Safe, because `admitVerified` lets nobody pass whose address the provider has not verified: the address is then theirs, as after a mail.
    allowDangerousEmailAccountLinking: true,
    userinfo: { request: claimsReader({ issuer: oidc.issuer }) },
    profile: (claims) => ({
      id: String(claims.sub),
      email: typeof claims.email === "string" ? claims.email.trim().toLowerCase() : "",
      name: typeof claims.name === "string" ? claims.name : null,
    }),
  };
}
