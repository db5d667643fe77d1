import type { ClaimOutcome, RequestState } from "@/features/credits/rules";

/** The lists of requests, as they stand in an address. */
export const REQUEST_LISTS = ["pending", "waiting", "decided"] as const;
export type RequestList = (typeof REQUEST_LISTS)[number];

/** Which states of a request are in which list. */
export const STATES_OF: Record<RequestList, readonly RequestState[]> = {
  pending: ["PENDING"],
  waiting: ["WAITING"],
  decided: ["FULFILLED", "DECLINED", "CANCELLED"],
};

/** The list that an address asks for; without one, the first that has anything in it. */
export function chooseList(asked: unknown, counts: Record<RequestList, number>): RequestList {
  return (
    REQUEST_LISTS.find((list) => list === asked) ?? REQUEST_LISTS.find((list) => counts[list] > 0) ?? REQUEST_LISTS[0]
  );
}

/** What became of one decision. */
export type Decision =
  /** Approved, and a code is given. */
  | "allocated"
  /** Approved, and its person waits for a code. */
  | "waiting"
  | "declined"
  /** Somebody else, or an earlier press, had decided it. */
  | "decided"
  /** Nobody can be given a code for it, so it stays as it was. */
  | "left";

/** How many decisions came to what. */
export type Tally = Partial<Record<Decision, number>>;

const SENTENCES: [decision: Decision, one: string, many: string][] = [
  ["allocated", "1 request is approved, and a code is given.", "requests are approved, and a code is given for each."],
  [
    "waiting",
    "1 request is approved, and its person waits: the pool is empty or frozen, or others have waited longer.",
    "requests are approved, and their people wait: the pool is empty or frozen, or others have waited longer.",
  ],
  ["declined", "1 request is declined.", "requests are declined."],
  [
    "decided",
    "1 had been decided meanwhile, by somebody else or by an earlier press.",
    "had been decided meanwhile, by somebody else or by an earlier press.",
  ],
  [
    "left",
    "1 stays as it was: its person is no participant any more, or the offer or its course is over.",
    "stay as they were: their people are no participants any more, or the offer or its course is over.",
  ],
];

/** Counts what became of each. */
export function tallyDecisions(decisions: readonly Decision[]): Tally {
  const tally: Tally = {};
  for (const decision of decisions) {
    tally[decision] = (tally[decision] ?? 0) + 1;
  }
  return tally;
}

/** What became of all of them, a sentence for each kind. The people themselves are told by mail where something was done. */
export function tellDecisions(tally: Tally): string[] {
  const sentences = SENTENCES.flatMap(([decision, one, many]) => {
    const count = tally[decision] ?? 0;
    return count === 0 ? [] : [count === 1 ? one : `${count.toLocaleString("en")} ${many}`];
  });
  const isTold = (tally.allocated ?? 0) + (tally.waiting ?? 0) + (tally.declined ?? 0) > 0;
  return isTold ? [...sentences, "Each of these participants gets a mail."] : sentences;
}

/** A tally as it travels in an address: numbers under the names of the decisions. */
export function writeTally(tally: Tally): [string, string][] {
  return Object.entries(tally).map(([decision, count]) => [decision, String(count)]);
}

/** The tally of an address; what is no number there counts as nothing. */
export function readTally(query: Readonly<Record<string, unknown>>): Tally {
  const pairs = SENTENCES.map(([decision]) => [decision, query[decision]] as const);
  return Object.fromEntries(
    pairs.flatMap(([decision, count]) =>
      typeof count === "string" && /^[1-9]\d{0,3}$/.test(count) ? [[decision, Number(count)]] : [],
    ),
  );
}

/** What an approval came to by the outcome of its claim; an approval that comes to "left" is taken back. */
export function judgeApproval(outcome: ClaimOutcome): "allocated" | "waiting" | "left" {
  if (outcome === "waiting") {
    return "waiting";
  }
  return outcome === "allocated" || outcome === "already-yours" ? "allocated" : "left";
}

/** Whether the list of those who wait is served no further after this outcome: there is no code, or none is given any more. */
export function endsServing(outcome: ClaimOutcome): boolean {
  return outcome === "waiting" || outcome === "expired" || outcome === "closed" || outcome === "not-yet-open";
}
