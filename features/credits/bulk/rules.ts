import { type RequestList, tellDecisions } from "@/features/credits/requests/rules";
import type { AllocationState } from "@/features/credits/rules";
import type { TableFilter } from "@/features/credits/selections/rules";

export type DecidingAct = "approve" | "decline";
export type BulkActName = "give" | "release" | "revoke" | DecidingAct;

/** What an act is called while it is under way. */
export const actWords: Record<BulkActName, string> = {
  give: "Giving codes",
  release: "Releasing codes",
  revoke: "Revoking codes",
  approve: "Approving requests",
  decline: "Declining requests",
};

/** The job that works on every act on many. */
export const BULK_TASK = "run-bulk-act";

/** An act on many that nobody is at work on any more, though it is not through. `done` of `total`, which is null where it was not counted. */
export type StoppedAct = {
  id: string;
  act: BulkActName;
  slug: string;
  offer: string;
  done: number;
  total: number | null;
  since: Date;
};

/** Lists whose requests can still be decided. */
export type OpenList = Exclude<RequestList, "decided">;

/**
 * Requests that stood in a list at an instant (ISO 8601), when somebody saw how many there were; `q` is a part of a name or an address. What has come in
 * since is not among them, and what was decided since still is, so that it can be told. `reason`: what those read who are declined.
 */
export type RequestSelection = { kind: "requests"; list: OpenList; q: string; asOf: string; reason?: string };

/** What a bulk act is about: what was ticked, or all that match at the moment when the worker comes to it. */
export type Selection =
  | { kind: "ids"; ids: string[] }
  | { kind: "people"; q: string }
  | { kind: "allocations"; q: string; state: AllocationState | null; batch: string | null }
  | RequestSelection;

/** How many of those whom an act is about are named; the others are counted. */
export const NAMES_SHOWN = 20;

/** What an instructor has decided against somebody before, who has no code now. */
export type Refused = "declined" | "revoked";

/** How it is said beside a name. */
export const refusedWords: Record<Refused, string> = { declined: "was declined", revoked: "code was revoked" };

/** Those ticked, or all people without a code who match a search: all but those who were declined or revoked before. */
export function selectPeople({ q, scope, ids }: { q: string; scope: "ticked" | "all"; ids: string[] }): Selection {
  return scope === "all" ? { kind: "people", q } : { kind: "ids", ids };
}

/** Those ticked, or all allocations that match a filter. */
export function selectAllocations({
  filter,
  scope,
  ids,
}: {
  filter: TableFilter;
  scope: "ticked" | "all";
  ids: string[];
}): Selection {
  return scope === "all" ? { kind: "allocations", ...filter } : { kind: "ids", ids };
}

/** Outcomes in the order in which they are told: first what was wanted. */
const OUTCOMES: Record<Exclude<BulkActName, DecidingAct>, [outcome: string, one: string, many: string][]> = {
  give: [
    ["given", "1 person was given a code.", "people were given a code."],
    ["pool-empty", "1 was left without, because the pool is empty.", "were left without, because the pool is empty."],
    ["frozen", "1 was left without, because the pool is frozen.", "were left without, because the pool is frozen."],
    ["already-theirs", "1 had a code already.", "had a code already."],
    ["not-enrolled", "1 is no participant any more.", "are no participants any more."],
    [
      "expired",
      "1 was left without, because the last day to redeem is over.",
      "were left without, because the last day to redeem is over.",
    ],
    [
      "archived",
      "1 was left without, because the course is archived.",
      "were left without, because the course is archived.",
    ],
    [
      "draft",
      "1 was left without, because the course is not open yet.",
      "were left without, because the course is not open yet.",
    ],
  ],
  release: [
    ["released", "1 code is back in the pool.", "codes are back in the pool."],
    [
      "restored",
      "1 was given before the portal was restored and may have been seen since: it stays with its owner.",
      "were given before the portal was restored and may have been seen since: they stay with their owners.",
    ],
    ["seen", "1 had been seen and stays with its owner.", "had been seen and stay with their owners."],
    ["changed", "1 had ended already.", "had ended already."],
  ],
  revoke: [
    ["revoked", "1 code is revoked and in quarantine.", "codes are revoked and in quarantine."],
    [
      "unseen",
      "1 had not been seen and was left alone: it can be released.",
      "had not been seen and were left alone: they can be released.",
    ],
    ["changed", "1 had ended already.", "had ended already."],
  ],
};

/** What became of a bulk act so far, a sentence for each outcome that there was. */
export function tellOutcomes(act: BulkActName, counts: Record<string, number>): string[] {
  if (isDeciding(act)) {
    return tellDecisions(counts);
  }
  return OUTCOMES[act].flatMap(([outcome, one, many]) => {
    const count = counts[outcome] ?? 0;
    return count === 0 ? [] : [count === 1 ? one : `${count.toLocaleString("en")} ${many}`];
  });
}

/** Whether an act decides requests, which assistants may do as well. */
export function isDeciding(act: BulkActName): act is DecidingAct {
  return act === "approve" || act === "decline";
}

/** How a single gift was answered, as a reason for the page. */
export function refusalOfGift(outcome: string): string {
  const sentences: Record<string, string> = {
    "pool-empty": "The pool is empty, so there is no code to give. Import more codes, then give one.",
    frozen: "The pool is frozen since the portal was restored from a backup, so nothing was given. Reconcile it first.",
    "already-theirs": "This person has a code of this offer already, so nothing was given.",
    "not-enrolled": "This person is no participant of the course any more, so nothing was given.",
    expired: "The last day to redeem is over, so no code is given any more.",
    archived: "The course is archived, so no code is given any more. Reopen it first.",
    draft: "The course is not open yet, so no code is given. Open it first.",
  };
  return sentences[outcome] ?? "Nothing was given.";
}
