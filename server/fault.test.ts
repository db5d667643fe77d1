import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, it } from "vitest";
import { showEarlierFault, showFault } from "./fault";
import { guardedLoader } from "./loader";
import type { RequestContext } from "./request-context";

const holder = globalThis as { bursarRequests?: AsyncLocalStorage<RequestContext> };
const requests = new AsyncLocalStorage<RequestContext>();
beforeEach(() => {
  holder.bursarRequests = requests;
});
afterEach(() => {
  delete holder.bursarRequests;
});

/** Where a redirect leads; null when there is none. */
function wayOf(task: () => void): string | null {
  try {
    task();
    return null;
  } catch (error) {
    return (error as { digest?: string }).digest?.split(";")[2] ?? null;
  }
}

it("leads a request that ran into a fault to the same page at once when it asks again, and no other request (T5)", () => {
  const inRequest = (task: () => void) => requests.run({ requestId: "one", peer: "192.0.2.1" }, task);
  inRequest(() => {
    expect(wayOf(showEarlierFault)).toBeNull();
    const way = wayOf(() => showFault(new Error("the database is silent")));
    expect(way).toMatch(/^\/trouble\?reference=[0-9a-f]{8}$/);
    expect(wayOf(showEarlierFault)).toBe(way);
    wayOf(() => showFault(new Error("another one, at the same time")));
    expect(wayOf(showEarlierFault)).toBe(way);
  });
  inRequest(() => expect(wayOf(showEarlierFault)).toBeNull());
  expect(wayOf(() => showFault(new Error("outside of a request")))).toMatch(/^\/trouble/);
  expect(wayOf(showEarlierFault)).toBeNull();
});

it("keeps what a page reads from asking the database again in such a request (T5)", async () => {
  const load = guardedLoader({ prove: () => Promise.reject(new Error("asked again")), read: async () => null });
  const again = requests.run({ requestId: "two", fault: "0123abcd" }, () => load({}));
  await expect(again).rejects.toMatchObject({ digest: expect.stringContaining("/trouble?reference=0123abcd") });
});
