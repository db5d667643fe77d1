import { randomBytes } from "node:crypto";
import { redirect, unstable_rethrow } from "next/navigation";
import { paths } from "@/lib/paths";
import { log } from "./log";
import { metrics } from "./metrics";
import { currentRequest } from "./request-context";

/**
 * Takes a person from a fault to a page that says so. Next draws its own error page by script only, so that without one a
 * fault would be a blank page. The reference on the page is the one in the log; the fault itself is told to nobody.
 * The web server (scripts/start/answer-faults.mjs) sends that page in the redirect's place, with status 503 and Retry-After.
 * Redirects and "not found" pass through untouched.
 */
export function showFault(error: unknown): never {
  unstable_rethrow(error);
  redirect(paths.trouble(tellFault(error)));
}

/**
 * Leads a request that ran into a fault before to the page that says so, at once and by the same reference. Next draws what goes with a redirect's
 * answer by asking the page for its title again: without this a person would wait twice for a database that is silent (seen: 50 seconds in place of 40).
 */
export function showEarlierFault(): void {
  const reference = currentRequest()?.fault;
  if (reference !== undefined) redirect(paths.trouble(reference));
}

/** Writes a fault to the log and answers with its reference there. */
export function tellFault(error: unknown): string {
  const reference = randomBytes(4).toString("hex");
  const request = currentRequest();
  if (request) request.fault ??= reference;
  metrics().faults.inc();
  log().error({ reference, fault: error instanceof Error ? (error.stack ?? error.message) : "unknown" }, "fault");
  return reference;
}
