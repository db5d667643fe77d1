import { actWords, isDeciding, type StoppedAct } from "@/features/credits/bulk/rules";
import { formatDay, formatInstantShort, toInstantInput } from "@/lib/dates";
import { LIMITS, type LimitName } from "@/lib/limit-table";
import { paths } from "@/lib/paths";
import {
  aboutDays,
  daysLeft,
  daysUntil,
  missingCodes,
  type OfferFigures,
  peopleWithout,
  type Queue,
} from "../dashboard/rules";

/** Now: somebody is held up. Soon: something runs out on a day that is known. Later: something is wrong and waits without harm. */
export type Urgency = "now" | "soon" | "later";

/** One thing that needs an instructor or assistant: a sentence, and where to act. */
export type Need = {
  kind: NeedKind;
  urgency: Urgency;
  sentence: string;
  /** Null for whom it is an instructor's affair: then the sentence is all there is. */
  link: { href: string; label: string } | null;
};

type NeedKind =
  | "frozen"
  | "waiting"
  | "reported"
  | "pending"
  | "pool-low"
  | "expiring"
  | "import-failed"
  | "deciding-stopped"
  | "act-stopped"
  | "mail-given-up"
  | "mail-refused"
  | "told-to-wait"
  | "no-offer"
  | "no-participants"
  | "untold";

/** What the list is made from. `failedImports` have not been followed by one that went well, `refused` counts people. */
export type DeskFacts = {
  course: {
    slug: string;
    timeZone: string;
    openedAt: Date | null;
    archivedAt: Date | null;
    size: { PARTICIPANT: number };
  };
  offers: readonly OfferFigures[];
  failedImports: readonly FailedImport[];
  stoppedActs: readonly StoppedAct[];
  refused: Queue;
  givenUp: readonly GivenUp[];
  toldToWait: readonly ToldToWait[];
  /** Whether a mail has been sent to people of the course by its staff or on schedule. */
  written: boolean;
};

/** People who were told to wait within the last day: how many for what, and since when. */
export type ToldToWait = { limit: LimitName; people: number; since: Date };

export type FailedImport = { id: string; kind: "CODES" | "ROSTER"; fileName: string; offer: string | null; at: Date };

/** A message that the portal has stopped trying to send to some people; `id` and `subject` are null for its own letters about codes, taken together. */
export type GivenUp = { id: string | null; subject: string | null; people: number; since: Date };

/** Before a batch expires, so that there is time to remind people and for them to redeem: two weekends. */
const EXPIRY_DAYS = 14;

/**
 * A pool that lasts less than this is urgent. A sponsor is asked on one working day and answers on another, and a weekend may lie between.
 */
const LOW_POOL_DAYS = 4;

/** Somebody who does so much of these may be emptying the course with a stolen session; whoever reveals too often only waits. */
const LOOKS_LIKE_TAKING: ReadonlySet<LimitName> = new Set<LimitName>(["show-code", "search-code", "export"]);

const DAY = 24 * 60 * 60 * 1000;
const URGENCIES: readonly Urgency[] = ["now", "soon", "later"];

// Of what is equally urgent: a pool from which nobody gets anything first, then people who have nothing first, then those who have something that does not work, then those who wait to hear.
const ORDER: readonly NeedKind[] = [
  "frozen",
  "waiting",
  "reported",
  "pending",
  "deciding-stopped",
  "act-stopped",
  "mail-given-up",
  "pool-low",
  "expiring",
  "no-offer",
  "no-participants",
  "untold",
  "import-failed",
  "mail-refused",
  "told-to-wait",
];

type Found = Need & { at: number };

/**
 * What needs somebody now, the most urgent first. Nothing while a course is being set up, where the way to its opening says what is next, and
 * nothing of an archived one. Who may not instruct gets the same list, with links only to what assistants may do.
 */
export function listNeeds(facts: DeskFacts, { now, mayInstruct }: { now: Date; mayInstruct: boolean }): Need[] {
  const { course, offers } = facts;
  if (!course.openedAt || course.archivedAt) {
    return [];
  }
  const found = [...offers.flatMap((offer) => needsOfOffer(offer, course, now)), ...needsOfCourse(facts)];
  return found
    .sort(
      (a, b) =>
        URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) ||
        ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
        a.at - b.at,
    )
    .map(({ at, link, ...need }) => ({ ...need, link: mayInstruct || isForAssistants(need.kind) ? link : null }));
}

/** Assistants handle people and requests; codes are the instructors'. */
function isForAssistants(kind: NeedKind): boolean {
  return [
    "pending",
    "deciding-stopped",
    "reported",
    "no-participants",
    "untold",
    "mail-given-up",
    "mail-refused",
  ].includes(kind);
}

type Course = DeskFacts["course"];
type OfferRef = { course: string; offer: string };

function needsOfOffer(offer: OfferFigures, course: Course, now: Date): Found[] {
  const ref = { course: course.slug, offer: offer.slug };
  const { timeZone } = course;
  const { pending, reported, name } = offer;
  const found: (Found | false | null)[] = [
    findFreeze(offer, { ref, timeZone, now }),
    isThere(pending) && {
      kind: "pending",
      urgency: "now",
      sentence: `${peopleWait(pending)} for an answer to a request for ${name}${sinceWhen(pending, timeZone)}.`,
      link: { href: paths.requests(ref), label: "See the requests" },
      at: pending.since.getTime(),
    },
    isThere(reported) && {
      kind: "reported",
      urgency: "now",
      sentence: `${reported.count === 1 ? "1 code" : `${number(reported.count)} codes`} of ${name} ${reported.count === 1 ? "was" : "were"} reported as not working${sinceWhen(reported, timeZone)}.`,
      link: { href: `${paths.allocations(ref)}?state=reported`, label: "See the reported codes" },
      at: reported.since.getTime(),
    },
    findShortage(offer, { ref, timeZone, now }),
    ...offer.expiries.map((expiry) => findExpiry(name, expiry, { ref, timeZone, now })),
  ];
  return found.filter((need) => !!need);
}

type Surroundings = { ref: OfferRef; timeZone: string; now: Date };

/** A pool that came back from a backup. Until it is reconciled nobody is given anything, so that it comes before everything else. */
function findFreeze({ name, frozenAt, waiting, state }: OfferFigures, { ref, timeZone }: Surroundings): Found | null {
  if (!frozenAt || state === "expired") {
    return null;
  }
  const held = isThere(waiting) ? `, and ${peopleWait(waiting)}` : "";
  return {
    kind: "frozen",
    urgency: "now",
    sentence: `The pool of ${name} came back from a backup on ${formatInstantShort(frozenAt, timeZone)} and is frozen: nobody is given a code until it is reconciled${held}.`,
    link: { href: paths.reconcile(ref), label: "Reconcile the pool" },
    at: frozenAt.getTime(),
  };
}

/**
 * Too few codes. One person gets one code of an offer, so that a pool with a code for everybody on the roster who has none cannot run dry,
 * however fast it goes; it is low only if it has fewer. Then the rate says how urgent that is: now where people wait or the window is
 * open and the pool empty, soon where it lasts a few days, later where it lasts longer or nobody asks.
 */
function findShortage(offer: OfferFigures, { ref, timeZone, now }: Surroundings): Found | null {
  const { name, available, waiting, state } = offer;
  const link = { href: paths.codesImport(ref), label: "Import codes" };
  if (state === "expired" || offer.frozenAt) {
    return null;
  }
  // As long as there are codes for all who wait, the portal is serving them at this moment.
  if (isThere(waiting) && waiting.count > available) {
    const have = available === 0 ? "the pool is empty" : `only ${countCodes(available)} left`;
    const sentence = `${peopleWait(waiting)} for a code of ${name}${sinceWhen(waiting, timeZone)}, and ${have}.`;
    return { kind: "waiting", urgency: "now", sentence, link, at: waiting.since.getTime() };
  }
  if (state === "closed" || missingCodes(offer) === 0) {
    return null;
  }
  const left = available > 0 ? daysLeft(offer, now) : null;
  const without = peopleWithout(offer);
  const lasts = left === null ? "" : `; at this rate ${available === 1 ? "it lasts" : "they last"} ${aboutDays(left)}`;
  const isEmptyAndOpen = available === 0 && state === "open";
  return {
    kind: "pool-low",
    urgency: isEmptyAndOpen ? "now" : left !== null && left < LOW_POOL_DAYS ? "soon" : "later",
    sentence: `${name} has ${available === 0 ? "no code" : countCodes(available)} for ${countParticipants(without)} who ${without === 1 ? "has" : "have"} none${lasts}.`,
    link,
    at: left ?? Number.MAX_SAFE_INTEGER,
  };
}

function findExpiry(
  name: string,
  { expiresAt, unused }: OfferFigures["expiries"][number],
  { ref, timeZone, now }: Surroundings,
): Found | null {
  const left = expiresAt.getTime() - now.getTime();
  if (unused === 0 || left <= 0 || left > EXPIRY_DAYS * DAY) {
    return null;
  }
  return {
    kind: "expiring",
    urgency: "soon",
    sentence: `${number(unused)} unused ${unused === 1 ? `code of ${name} expires` : `codes of ${name} expire`} ${daysUntil(expiresAt, now)}: ${formatDay(lastDayBefore(expiresAt, timeZone))} is the last day.`,
    link: { href: `${paths.adminOffer(ref)}#batches`, label: "See the batches" },
    at: expiresAt.getTime(),
  };
}

function needsOfCourse({
  course,
  offers,
  failedImports,
  stoppedActs,
  refused,
  givenUp,
  toldToWait,
  written,
}: DeskFacts): Found[] {
  const { slug, timeZone } = course;
  // Whoever asks knows of it by some other way, and then the others were told by it too.
  const isUntold = !written && offers.every(({ funnel }) => funnel.requested === 0 && funnel.allocated === 0);
  const found: (Found | false)[] = [
    offers.length === 0 && {
      kind: "no-offer",
      urgency: "soon",
      sentence: "The course is open and offers nothing yet.",
      link: { href: paths.newOffer(slug), label: "Make an offer" },
      at: 0,
    },
    course.size.PARTICIPANT === 0 && {
      kind: "no-participants",
      urgency: "soon",
      sentence: "Nobody is on the roster who could ask for a code.",
      link: { href: paths.roster(slug), label: "Fill the roster" },
      at: 0,
    },
    isUntold &&
      offers.length > 0 &&
      course.size.PARTICIPANT > 0 && {
        kind: "untold",
        urgency: "soon",
        sentence: "The course is open, and the portal has told none of its participants yet.",
        link: { href: `${paths.newMessage(slug)}?kind=invitation`, label: "Invite your participants" },
        at: 0,
      },
    ...failedImports.map(
      ({ id, kind, fileName, offer, at }): Found => ({
        kind: "import-failed",
        urgency: "later",
        sentence: `The import of ${fileName} into ${kind === "ROSTER" ? "the roster" : (offer ?? "an offer")} failed on ${formatInstantShort(at, timeZone)}, and nothing of it was taken in.`,
        link: { href: paths.courseImport({ course: slug, import: id }), label: "See what was wrong" },
        at: at.getTime(),
      }),
    ),
    ...stoppedActs.map(({ id, act, slug: offer, offer: name, done, total, since }): Found => {
      const ref = { course: slug, offer, bulk: id };
      const isDecision = isDeciding(act);
      return {
        kind: isDecision ? "deciding-stopped" : "act-stopped",
        urgency: "now",
        sentence: `${actWords[act]} of ${name} has stopped after ${number(done)}${total === null ? "" : ` of ${number(total)}`}, and does not go on by itself. It was begun on ${formatInstantShort(since, timeZone)}.`,
        link: { href: isDecision ? paths.decisions(ref) : paths.bulkAct(ref), label: "Have it go on" },
        at: since.getTime(),
      };
    }),
    isThere(refused) && {
      kind: "mail-refused",
      urgency: "later",
      sentence: `The latest mail to ${refused.count === 1 ? "1 person" : `${number(refused.count)} people`} was refused by the mail server${sinceWhen(refused, timeZone)}.`,
      link: { href: paths.messages(slug), label: "See the messages" },
      at: refused.since.getTime(),
    },
    ...givenUp.map(
      ({ id, subject, people, since }): Found => ({
        kind: "mail-given-up",
        urgency: "now",
        sentence: `${subject === null ? "The mail about a code" : `The mail “${subject}”`} to ${people === 1 ? "1 person" : `${number(people)} people`} was given up after many tries${sinceWhen({ count: people, since }, timeZone)}.`,
        link:
          id === null
            ? { href: paths.messages(slug), label: "See the messages" }
            : { href: paths.message({ course: slug, message: id }), label: "Send it again" },
        at: since.getTime(),
      }),
    ),
    ...toldToWait.map(
      ({ limit, people, since }): Found => ({
        kind: "told-to-wait",
        urgency: LOOKS_LIKE_TAKING.has(limit) ? "now" : "later",
        sentence: `${people === 1 ? "1 person was" : `${number(people)} people were`} told to wait after too many attempts at ${LIMITS[limit].doing}${sinceWhen({ count: people, since }, timeZone)}.`,
        link: { href: `${paths.trail(slug)}?act=limit.reached`, label: "See who it was" },
        at: since.getTime(),
      }),
    ),
  ];
  return found.filter((need) => !!need);
}

function isThere(queue: Queue): queue is { count: number; since: Date } {
  return queue.count > 0 && queue.since !== null;
}

const number = (count: number) => count.toLocaleString("en");
const countCodes = (count: number) => (count === 1 ? "1 code" : `${number(count)} codes`);
const countParticipants = (count: number) => (count === 1 ? "1 participant" : `${number(count)} participants`);
const peopleWait = ({ count }: Queue) => (count === 1 ? "1 person waits" : `${number(count)} people wait`);

function sinceWhen({ count, since }: { count: number; since: Date }, timeZone: string): string {
  return `, ${count === 1 ? "" : "the first "}since ${formatInstantShort(since, timeZone)}`;
}

/** The calendar day (midnight UTC) in a zone that an instant ends, or lies in. */
function lastDayBefore(end: Date, timeZone: string): Date {
  return new Date(toInstantInput(new Date(end.getTime() - 1), timeZone).slice(0, 10));
}
