import { keyedHash } from "./crypto";
import { environment } from "./env";
import { log } from "./log";

/** What a session was begun or confirmed by. */
type By = "link" | "typed code" | "provider" | "demonstration" | "passkey" | "recovery code";

/**
 * What whoever watches over the portal wants to find later (ASVS 16.3.1, 16.3.2). `user` is a user's identifier. `address` is what somebody typed who is
 * nobody yet: it is never written, only a keyed hash of it, so that lines about the same one can be told to belong together.
 */
export type SecurityEvent =
  | { security: "signed in"; by: By; user: string }
  | { security: "sign-in failed"; by: By; address?: string }
  | { security: "confirmed"; by: By; user: string }
  | { security: "confirmation failed"; by: By; user: string }
  | { security: "session ended"; user: string }
  | { security: "all sessions ended"; user: string }
  | { security: "ended session refused"; user: string }
  | { security: "right refused"; user: string; right: string };

const FAILURES = new Set<SecurityEvent["security"]>(["sign-in failed", "confirmation failed", "right refused"]);

/**
 * Writes one line, which carries the request's identifier as every line does: at "warn" what failed, at "info" the rest. Call it when the thing is done, after
 * its transaction. Never with a code, a token or anything else that was typed.
 */
export function logSecurity(event: SecurityEvent): void {
  const { address, ...known } = { address: undefined, ...event };
  const line = address === undefined ? known : { ...known, person: hashAddress(address) };
  log()[FAILURES.has(event.security) ? "warn" : "info"](line, event.security);
}

function hashAddress(address: string): string {
  return keyedHash({ text: `logged address ${address}`, key: environment().sessionSecret })
    .toString("hex")
    .slice(0, 16);
}
