import { log } from "./log";
import { metrics } from "./metrics";

/** An answered request. `path` may have its query still, which is dropped: sign-in links carry their secret there. */
export type Answered = { requestId: string; method: string; path: string; status: number; seconds: number };

/** Counts an answered request, and writes a line about it: at "debug", because the proxy in front usually has one; at "warn" when it failed. */
export function noteAnswer({ requestId, method, path, status, seconds }: Answered): void {
  metrics().requests.observe({ method, status }, seconds);
  const line = { request: requestId, method, path: path.split("?")[0], status, ms: Math.round(seconds * 1000) };
  log()[status >= 500 ? "warn" : "debug"](line, "answered");
}
