import { isSessionLive } from "./auth/is-session-live";
import type { Session } from "./auth/session";
import { database } from "./db";
import { currentRequest } from "./request-context";
import { logSecurity } from "./security-log";

/**
 * Keeps in the request which right was asked for in vain. Only what becomes of the request says whether that is worth a line: a page may ask for one
 * right after another, and a refusal may only lead to confirming again.
 */
export function noteRefusedRight(right: string): void {
  const request = currentRequest();
  if (request) request.refusedRight = right;
}

/**
 * Writes the line about a right that was refused, when the request is answered with "not found" because of it. `right` is the one that was noted;
 * `otherwise` names it where none was. A session that was ended has no rights at all, and is called that.
 */
export async function logRefusedRight({ session, otherwise }: { session: Session; otherwise?: string }): Promise<void> {
  const right = currentRequest()?.refusedRight ?? otherwise;
  if (right === undefined) {
    return;
  }
  const { userId: user } = session;
  // Asked only here, where somebody is turned away already.
  const isLive = await isSessionLive({ db: database().prisma, session }).catch(() => true);
  logSecurity(isLive ? { security: "right refused", user, right } : { security: "ended session refused", user });
}
