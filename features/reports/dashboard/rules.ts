import { dayNumber, dayText } from "@/lib/day-number";

/** What the desk knows of one offer, in numbers. People are the course's participants of now, unless it says otherwise. */
export type OfferFigures = {
  slug: string;
  name: string;
  state: "not-yet-open" | "open" | "closed" | "expired";
  opensAt: Date;
  closesAt: Date;
  expiresAt: Date;
  /** Codes that can still be handed out: in the pool, of batches that have not expired. */
  available: number;
  /** Since when nothing is given, because the pool came back from a backup; null: it is given. */
  frozenAt: Date | null;
  spare: number;
  quarantined: number;
  /** Live allocations, also of people who have left the course. */
  given: number;
  funnel: Funnel;
  declined: number;
  pending: Queue;
  waiting: Queue;
  reported: Queue;
  /** Standing requests of the last `RATE_DAYS` days that want or got a code. */
  recent: number;
  /** Unused codes, spares among them, by the instant at which they expire; soonest first. */
  expiries: readonly { expiresAt: Date; unused: number }[];
};

/** How many there are, and since when the first. */
export type Queue = { count: number; since: Date | null };

/** How many people have come how far; each step holds those of the next, but for the first, who may not have asked. */
export type Funnel = { enrolled: number; requested: number; allocated: number; revealed: number; redeemed: number };

/** The present rate is that of a week: a shorter time would take a weekend for the end of all asking. */
export const RATE_DAYS = 7;

const DAY = 24 * 60 * 60 * 1000;

/**
 * Codes wanted per day: the requests of the last seven days, or of the days since the window opened where those are fewer. A window that has
 * been open for an hour counts as a day, or every first hour would foretell the end.
 */
export function codesPerDay({ recent, opensAt }: Pick<OfferFigures, "recent" | "opensAt">, now: Date): number {
  const open = (now.getTime() - opensAt.getTime()) / DAY;
  return recent / Math.min(Math.max(open, 1), RATE_DAYS);
}

/** Days that the pool lasts at the present rate; null when nobody asks, so that nothing can be foretold. */
export function daysLeft(offer: Pick<OfferFigures, "available" | "recent" | "opensAt">, now: Date): number | null {
  const rate = codesPerDay(offer, now);
  return rate > 0 ? offer.available / rate : null;
}

/** "about 6 days": as exact as such a forecast can be, and no more. */
export function aboutDays(days: number): string {
  if (days < 0.75) {
    return "less than a day";
  }
  const [count, unit] =
    days < 13.5 ? [days, "day"] : days < 8.5 * 7 ? [days / 7, "week"] : days < 364 ? [days / 30.4, "month"] : [0, ""];
  const whole = Math.round(count);
  if (unit === "") {
    return "more than a year";
  }
  return `about ${whole === 1 ? `a ${unit}` : `${whole} ${unit}s`}`;
}

/** "about 12 a day", of a rate per day; a slow one is told by the week. */
export function aboutRate(perDay: number): string {
  // Less than seven a week.
  if (perDay < 6.5 / 7) {
    return `about ${Math.max(1, Math.round(perDay * 7))} a week`;
  }
  // Two figures are all that a week's count can carry.
  return `about ${Number(perDay.toPrecision(perDay < 10 ? 1 : 2)).toLocaleString("en")} a day`;
}

/** How long the pool lasts, in a sentence. */
export function forecastPool(offer: OfferFigures, now: Date): string {
  const { available, given, state } = offer;
  const left = daysLeft(offer, now);
  if (available + given === 0) {
    return "No codes have come in yet.";
  }
  if (state === "expired") {
    return available === 0 ? "All codes were given." : "The last day to redeem is over: nothing is given any more.";
  }
  if (offer.frozenAt) {
    return "The pool is frozen since a restore: nothing is given until it is reconciled.";
  }
  if (available === 0) {
    return "No code is left.";
  }
  if (state === "not-yet-open") {
    return "Nobody can ask yet.";
  }
  if (state === "closed") {
    return "The window is closed: only those who wait still get one.";
  }
  const missing = missingCodes(offer);
  const covered = missing === 0 ? " There is one for everybody who has none." : "";
  if (left === null) {
    return `Nobody has asked in the last ${RATE_DAYS} days.${covered}`;
  }
  return `At this rate, ${aboutRate(codesPerDay(offer, now))}, they last ${aboutDays(left)}.${covered}`;
}

/** Participants who may still come to a code and have none: those who were declined have had their answer. */
export function peopleWithout({ funnel, declined }: Pick<OfferFigures, "funnel" | "declined">): number {
  return Math.max(0, funnel.enrolled - funnel.allocated - declined);
}

/** How many codes are missing if everybody who has none asks for one. */
export function missingCodes(offer: Pick<OfferFigures, "funnel" | "declined" | "available">): number {
  return Math.max(0, peopleWithout(offer) - offer.available);
}

/** "in 9 days": whole days only, so that nobody counts on an hour that is not there. */
export function daysUntil(end: Date, now: Date): string {
  const days = Math.floor((end.getTime() - now.getTime()) / DAY);
  return days < 1 ? "within a day" : days === 1 ? "in a day" : `in ${days.toLocaleString("en")} days`;
}

/** One bar of requests over time. `days` is 1, or 7 where days would be too many; `from` is "2026-11-23". */
export type RequestBar = { from: string; days: number; count: number };

/** Fewer days than this would make a wall of a bar; more than the other could not be told apart on a phone. */
const LEAST_DAYS = 14;
const MOST_BARS = 62;

/**
 * The bars from the first request to `today`, two weeks at least, gaps filled: nobody asking is news too. By day, or by weeks that end today where there would
 * be too many days. Days are "2026-11-23", in the course's zone; those after today (a clock that was put right) count as today.
 */
export function drawBars(counts: ReadonlyMap<string, number>, today: string): RequestBar[] {
  const numbered = [...counts].map(([day, count]) => [Math.min(dayNumber(day), dayNumber(today)), count] as const);
  if (numbered.length === 0) {
    return [];
  }
  const last = dayNumber(today);
  const span = Math.max(LEAST_DAYS, last - Math.min(...numbered.map(([day]) => day)) + 1);
  const days = span <= MOST_BARS ? 1 : 7;
  const length = Math.ceil(span / days);
  const bars = Array.from({ length }, (_, index) => ({
    from: dayText(last + 1 - (length - index) * days),
    days,
    count: 0,
  }));
  for (const [day, count] of numbered) {
    const bar = bars[length - 1 - Math.floor((last - day) / days)];
    if (bar) {
      bar.count += count;
    }
  }
  return bars;
}
