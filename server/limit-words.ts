import { limitOf } from "@/lib/limit-table";
import type { TooOften } from "./limits";

/** A refusal as a sentence: what happened, and when to try again. */
export function sayTooOften({ limit, by, seconds }: Pick<TooOften, "limit" | "by" | "seconds">): string {
  const whose = by === "account" ? "" : " from your network";
  return `There were too many attempts${whose} at ${limitOf(limit).doing}, so nothing was done this time. Try again ${inMinutes(seconds)}.`;
}

/** "in 1 minute", "in 12 minutes". */
function inMinutes(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return minutes === 1 ? "in 1 minute" : `in ${minutes} minutes`;
}
