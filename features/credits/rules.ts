import type { ProblemVerdict } from "@/content/guides/types";
import { formatDay, formatInstant } from "@/lib/dates";

/** How a request is answered: by the SQL function `claim_code`, which is the one place that decides. */
export type ClaimOutcome =
  | "allocated"
  | "already-yours"
  | "waiting"
  | "pending"
  | "not-enrolled"
  | "not-yet-open"
  | "closed"
  | "expired"
  | "declined"
  | "withdrawn";

export type AllocationState = "ALLOCATED" | "REVEALED" | "REDEEMED" | "REPORTED" | "REPLACED" | "REVOKED" | "RELEASED";
export type RequestState = "PENDING" | "WAITING" | "FULFILLED" | "DECLINED" | "CANCELLED";

/** The dates of an offer as the rules need them; `redeemBy` is a calendar day (midnight UTC), `expiresAt` its end in the zone. */
export type OfferDates = { opensAt: Date; closesAt: Date; redeemBy: Date; expiresAt: Date; timeZone: string };

export type StandingFacts = {
  dates: OfferDates;
  /** Of the course: still being set up, running, or over for good. */
  course: "draft" | "open" | "archived";
  byApproval: boolean;
  /** Nothing is given for now: the pool came back from a backup, and an instructor looks through it first. */
  frozen: boolean;
  mayRequest: boolean;
  /** `before` is how many people stand before this one on the waiting list. */
  request: { state: RequestState; approved: boolean; reason: string | null; before?: number | null } | null;
  /** `reason`: why it was revoked, where the instructor wrote that. */
  allocation: { state: AllocationState; reason?: string | null } | null;
};

/** Where a participant stands with an offer. The first three and the last three are about the offer, the others about a code. */
export type Standing =
  | "not-yet-open"
  | "open"
  | "closed"
  | "pending"
  | "waiting"
  | "declined"
  | "allocated"
  | "revealed"
  | "redeemed"
  | "reported"
  | "withdrawn"
  | "expired"
  | "staff";

const LIVE: Partial<Record<AllocationState, Standing>> = {
  ALLOCATED: "allocated",
  REVEALED: "revealed",
  REDEEMED: "redeemed",
  REPORTED: "reported",
};

/**
 * Tells where a participant stands at the instant `now` (the database's). The order is that of `claim_code`: a live
 * allocation comes before every date, expiry before everything else, and the window counts only for who has not asked.
 */
export function findStanding({ dates, course, mayRequest, request, allocation }: StandingFacts, now: Date): Standing {
  const live = allocation && LIVE[allocation.state];
  if (live) {
    return live;
  }
  if (!mayRequest) {
    return "staff";
  }
  if (now >= dates.expiresAt) {
    return "expired";
  }
  if (course !== "open") {
    return course === "archived" ? "closed" : "not-yet-open";
  }
  if (!request || request.state === "CANCELLED") {
    return now < dates.opensAt ? "not-yet-open" : now >= dates.closesAt ? "closed" : "open";
  }
  const asked: Record<Exclude<RequestState, "CANCELLED">, Standing> = {
    PENDING: "pending",
    WAITING: "waiting",
    DECLINED: "declined",
    FULFILLED: "withdrawn",
  };
  return asked[request.state];
}

/** What a person who has redeemed has still to do: first for themselves, then for the sponsor. Null when it is all done. */
export type LeftToDo = "budget" | "acknowledgement" | null;

/** `budgetPage` is the slug of the guide's page on it (null: the guide has none), `done` the slugs of the pages marked as done. */
export function findLeftToDo({
  budgetPage,
  done,
  acknowledged,
}: {
  budgetPage: string | null;
  done: readonly string[];
  acknowledged: boolean;
}): LeftToDo {
  if (budgetPage !== null && !done.includes(budgetPage)) {
    return "budget";
  }
  return acknowledged ? null : "acknowledgement";
}

const LEFT_TO_DO: Record<"budget" | "acknowledgement" | "nothing", string> = {
  budget: "The next thing is to guard your bill.",
  acknowledgement: "What is left is to acknowledge its sponsor.",
  nothing: "Nothing is left to do here.",
};

/** One or two sentences about a standing: what state am I in, and what comes next. */
export function describeStanding(
  standing: Standing,
  { dates, course, request, allocation, frozen, leftToDo }: StandingFacts & { leftToDo?: LeftToDo },
): { title: string; sentence: string } {
  const zone = dates.timeZone;
  const lastDay = formatDay(dates.redeemBy);
  const texts: Record<Standing, [string, string]> = {
    "not-yet-open": [
      "Not open yet",
      course === "draft"
        ? "The course is still being set up. You can request your code once it is open."
        : `You can request your code from ${formatInstant(dates.opensAt, zone)}.`,
    ],
    open: [
      "Ready for your request",
      frozen
        ? `${PAUSED} You can request your code now: you get a place in the order of requests, and a mail as soon as there is a code for you.`
        : `Request your code by ${formatInstant(dates.closesAt, zone)}, and redeem it by ${lastDay}.`,
    ],
    closed: [
      "Closed",
      course === "archived"
        ? "The course is over, and no more codes are handed out. If you think that this is a mistake, write to your course's contact."
        : `Requests closed on ${formatInstant(dates.closesAt, zone)}. If you still need a code, write to your course's contact.`,
    ],
    pending: [
      "Waiting for approval",
      "Your request was received. An instructor looks at it, and you get a mail either way.",
    ],
    waiting: [
      "On the waiting list",
      `${frozen ? PAUSED : tellPlace(request?.before)} You keep your place, and you get a mail as soon as there is a code for you.`,
    ],
    declined: [
      "Declined",
      request?.reason
        ? `An instructor declined your request: ${request.reason}`
        : "An instructor declined your request. Your course's contact can tell you more.",
    ],
    allocated: [
      "Your code is ready",
      `It is yours and waits for you here. First read the guide’s page “Before you start”, then look at your code. Redeem it by ${lastDay}.`,
    ],
    revealed: ["Code revealed", `Redeem it by ${lastDay}, then tell us that you have.`],
    redeemed: ["Redeemed", `The credit is in your account. ${LEFT_TO_DO[leftToDo ?? "nothing"]}`],
    reported: [
      "Reported",
      "You reported that this code does not work. An instructor will replace it, and you get a mail when that is done.",
    ],
    withdrawn: [
      "Withdrawn",
      allocation?.reason
        ? `An instructor withdrew your code: ${allocation.reason}`
        : "Your code was withdrawn by an instructor. Your course's contact can tell you why.",
    ],
    expired: [
      "Expired",
      `This credit could be redeemed until ${lastDay}. It is over, and no more codes are handed out.`,
    ],
    staff: ["For participants", "Codes of this offer go to the participants of the course. You can read the guide."],
  };
  const [title, sentence] = texts[standing];
  return { title, sentence };
}

const PAUSED = "Handing out codes is paused while an instructor checks the pool.";

function tellPlace(before: number | null | undefined): string {
  if (before === undefined || before === null) {
    return "All codes are taken right now.";
  }
  const people = ["Nobody is before you", "1 person is before you"][before] ?? `${before} people are before you`;
  return `All codes are taken right now. ${people}.`;
}

export type TimelineItem = { title: string; at: Date | null; state: "done" | "current" | "upcoming" };

export type TimelineFacts = StandingFacts & {
  instants: {
    requestedAt: Date | null;
    approvedAt: Date | null;
    allocatedAt: Date | null;
    revealedAt: Date | null;
    redeemedAt: Date | null;
  };
};

/**
 * The walk from request to redeemed credit, as done, current and upcoming; `at` is when a thing was done. Whoever was given a code by hand has
 * not asked, or needed no approval: what was passed over is no step of theirs.
 */
export function buildTimeline(standing: Standing, { byApproval, instants }: TimelineFacts): TimelineItem[] {
  const asking: Array<[string, Date | null]> = [
    ["Requested", instants.requestedAt],
    ...(byApproval ? ([["Approved", instants.approvedAt]] as Array<[string, Date | null]>) : []),
  ];
  const reached: Array<[string, Date | null]> = [
    ...asking.filter(([, at]) => at !== null || instants.allocatedAt === null),
    ["Code given to you", instants.allocatedAt],
    ["Code revealed", instants.revealedAt],
    ["Redeemed", instants.redeemedAt],
  ];
  const over = standing === "expired" || standing === "declined" || standing === "withdrawn" || standing === "closed";
  const first = reached.findIndex(([, at]) => at === null);
  return reached.map(([title, at], index) => ({
    title,
    at,
    state: at ? "done" : index === first && !over ? "current" : "upcoming",
  }));
}

/** What may become of an allocation, and by whom (design, section 2). The database holds the same by indexes and triggers. */
const MOVES: Record<AllocationState, readonly AllocationState[]> = {
  ALLOCATED: ["REVEALED", "REPLACED", "REVOKED", "RELEASED"],
  REVEALED: ["REDEEMED", "REPORTED", "REPLACED", "REVOKED"],
  REDEEMED: ["REVEALED", "REPLACED", "REVOKED"],
  REPORTED: ["REVEALED", "REPLACED", "REVOKED"],
  REPLACED: [],
  REVOKED: [],
  RELEASED: [],
};

/** Whether an allocation may move from one state to another. Only what nobody has seen may be released. */
export function mayMove(from: AllocationState, to: AllocationState): boolean {
  return MOVES[from].includes(to);
}

/** The states from which an allocation may move to `to`; a command writes only where one of them still holds. */
export function statesBefore(to: AllocationState): AllocationState[] {
  return (Object.keys(MOVES) as AllocationState[]).filter((from) => mayMove(from, to));
}

/** Whether a report with this verdict takes the code out of use. A limit per account, for one, is no fault of the code. */
export function condemnsCode(verdict: ProblemVerdict): boolean {
  return verdict === "bad-code" || verdict === "try-again-first";
}
