import { z } from "zod";
import { sealedCookie } from "./sealed-cookie";

const shape = z.object({
  /** The address as the person typed it; it may be none. */
  email: z.string(),
  /** Names the mail that this browser asked for; null when none went out. Only this browser may type that mail's code. */
  request: z.string().nullable(),
  next: z.string().nullable(),
});

/** What the browser remembers between asking for a mail and typing its code. */
const cookie = sealedCookie({ name: "sign-in", boundTo: "pending sign-in", shape });

/** What this browser asked for in the last ten minutes, or null. */
export const readPendingSignIn = cookie.read;
/** Only for an action or a route handler, as setting a cookie is. */
export const rememberPendingSignIn = cookie.remember;
export const forgetPendingSignIn = cookie.forget;
