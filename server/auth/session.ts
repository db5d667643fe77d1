import { cookies } from "next/headers";
import { encode, type JWT } from "next-auth/jwt";
import { cache } from "react";
import { environment } from "../env";
import { decodeSessionToken } from "./decode-session-token";
import { SESSION_COOKIE } from "./session-cookie-name";
import { SESSION_SECONDS } from "./session-seconds";

/** Who the cookie says is here. A proof still asks the database whether this session has been ended. */
export type Session = { sessionId: string; userId: string; sessionVersion: number; email: string; name: string | null };

/** Name and attributes of the session cookie; the `__Host-` prefix binds it to this very host where the portal is on https. */
export function sessionCookie() {
  const secure = environment().publicUrl.startsWith("https:");
  return {
    name: secure ? SESSION_COOKIE.secure : SESSION_COOKIE.plain,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
}

/** The session of the request, read once per request; null when there is no cookie or it cannot be trusted. */
export const readSession = cache(async (): Promise<Session | null> => {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  return token ? openToken(token) : null;
});

const opened = new Map<string, { session: Session; expires: number }>();
const MOST_OPENED = 5_000;

/**
 * Decrypts a cookie's token, or remembers what it held: the same token always holds the same, until it expires. Deriving the
 * key anew for each page was one part in fifteen of a guide page. Whether the session was ended is asked of the database.
 */
async function openToken(token: string): Promise<Session | null> {
  const known = opened.get(token);
  if (known && known.expires > Date.now()) {
    return known.session;
  }
  opened.delete(token);
  const claims = await decodeSessionToken({ token, secret: environment().sessionSecret });
  const session = toSession(claims);
  if (session && typeof claims?.exp === "number") {
    opened.set(token, { session, expires: claims.exp * 1000 });
    if (opened.size > MOST_OPENED) {
      opened.delete(opened.keys().next().value ?? token);
    }
  }
  return session;
}

function toSession(claims: JWT | null): Session | null {
  if (
    typeof claims?.sub !== "string" ||
    typeof claims.sessionId !== "string" ||
    typeof claims.sessionVersion !== "number"
  ) {
    return null;
  }
  return {
    sessionId: claims.sessionId,
    userId: claims.sub,
    sessionVersion: claims.sessionVersion,
    email: claims.email ?? "",
    name: claims.name ?? null,
  };
}

/** Gives the browser a new session of twelve hours. Only for an action or a route handler: a page cannot set cookies. */
export async function beginSession(session: Session): Promise<void> {
  const { userId, ...claims } = session;
  const value = await encode({
    token: { sub: userId, ...claims },
    secret: environment().sessionSecret,
    maxAge: SESSION_SECONDS,
  });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, value, { ...options, maxAge: SESSION_SECONDS });
}

/** Takes the session cookie away from the browser. */
export async function forgetSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
