import type { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a request wherever it leads. Set by scripts/start/run-server.mjs. */
export type RequestContext = {
  /** As the answer's `X-Request-Id` names it. */
  requestId: string;
  /** The network address at the other end of the connection: the visitor's, or that of the proxy in front. */
  peer?: string;
  /** What the proxies in front say about the addresses before them; anybody may write anything into it. */
  forwardedFor?: string;
  /** The right that was last asked for in vain (server/refused-rights.ts). */
  refusedRight?: string;
  /** The reference of the fault that it ran into (server/fault.ts). */
  fault?: string;
};

type Holder = typeof globalThis & { bursarRequests?: AsyncLocalStorage<RequestContext>; bursarIsStopping?: boolean };
const holder = globalThis as Holder;

/** The request that is being answered; null outside of one, as in a job. */
export function currentRequest(): RequestContext | null {
  return holder.bursarRequests?.getStore() ?? null;
}

/** Its identifier. */
export function currentRequestId(): string | null {
  return currentRequest()?.requestId ?? null;
}

/** Whether this process was told to end and only finishes what it has begun. Set by scripts/start/run-server.mjs. */
export function isStopping(): boolean {
  return holder.bursarIsStopping === true;
}
