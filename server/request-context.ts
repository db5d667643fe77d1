import type { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a request wherever it leads: its identifier, as the answer's `X-Request-Id` names it. */
export type RequestContext = { requestId: string };

type Holder = typeof globalThis & { bursarRequests?: AsyncLocalStorage<RequestContext>; bursarIsStopping?: boolean };
const holder = globalThis as Holder;

/** The identifier of the request that is being answered; null outside of one, as in a job. Set by scripts/start/run-server.mjs. */
export function currentRequestId(): string | null {
  return holder.bursarRequests?.getStore()?.requestId ?? null;
}

/** Whether this process was told to end and only finishes what it has begun. Set by scripts/start/run-server.mjs. */
export function isStopping(): boolean {
  return holder.bursarIsStopping === true;
}
