import { randomBytes } from "node:crypto";
import { redirect, unstable_rethrow } from "next/navigation";
import { paths } from "@/lib/paths";
import { log } from "./log";
import { metrics } from "./metrics";

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

/** Writes a fault to the log and answers with its reference there. */
export function tellFault(error: unknown): string {
  const reference = randomBytes(4).toString("hex");
  metrics().faults.inc();
  log().error({ reference, fault: error instanceof Error ? (error.stack ?? error.message) : "unknown" }, "fault");
  return reference;
}
