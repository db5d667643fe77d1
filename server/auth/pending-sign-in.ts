import { cookies } from "next/headers";
import { z } from "zod";
import { seal, unseal } from "../crypto";
import { environment } from "../env";
import { deriveSignInKey } from "./sign-in-secrets";

const TEN_MINUTES = 10 * 60;

const shape = z.object({
  /** The address as the person typed it; it may be none. */
  email: z.string(),
  /** Names the mail that this browser asked for; null when none went out. Only this browser may type that mail's code. */
  request: z.string().nullable(),
  next: z.string().nullable(),
});

/** What the browser remembers between asking for a mail and typing its code. It is sealed, and never in the URL. */
export type PendingSignIn = z.infer<typeof shape>;

function cookie() {
  const secure = environment().publicUrl.startsWith("https:");
  const name = secure ? "__Host-bursar-sign-in" : "bursar-sign-in";
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const };
}

function binding() {
  return {
    key: deriveSignInKey({ secret: environment().sessionSecret, purpose: "cookie" }),
    boundTo: "pending sign-in",
  };
}

/** What this browser asked for in the last ten minutes, or null. */
export async function readPendingSignIn(): Promise<PendingSignIn | null> {
  const value = (await cookies()).get(cookie().name)?.value;
  if (!value) {
    return null;
  }
  try {
    return shape.parse(JSON.parse(unseal({ sealed: Buffer.from(value, "base64url"), ...binding() })));
  } catch {
    // Sealed under an earlier secret, or not by us at all: as good as none.
    return null;
  }
}

/** Only for an action or a route handler, as setting a cookie is. */
export async function rememberPendingSignIn(pending: PendingSignIn): Promise<void> {
  const { name, options } = cookie();
  const value = seal({ text: JSON.stringify(pending), ...binding() }).toString("base64url");
  (await cookies()).set(name, value, { ...options, maxAge: TEN_MINUTES });
}

export async function forgetPendingSignIn(): Promise<void> {
  const { name, options } = cookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
