import { toInstantInput } from "@/lib/dates";
import { dayNumber, dayText } from "@/lib/day-number";
import { codesPerDay, daysLeft, missingCodes, type OfferFigures } from "../dashboard/rules";

/** By how many codes the pool of an offer grew or shrank on a day, "2026-11-23" in the course's zone. */
export type PoolChange = { day: string; change: number };

/** Codes that were left at the end of a day; of the last one, now. */
export type PoolPoint = { day: string; left: number };

/** Codes left over time. Days are "2026-11-23", in the course's zone. */
export type BurnDown = {
  /** From the day on which the first codes came in until today, soonest first; one where that is today. */
  points: PoolPoint[];
  /** Where the present rate leads: to no code, or to what is left when the window closes. Null where nothing is foretold. */
  forecast: PoolPoint | null;
  /** The last day of the window, where it lies between the ends of the chart. */
  closesOn: string | null;
  /** The ends of the chart. */
  from: string;
  to: string;
};

/** More points than this cannot be told apart on a phone. */
const MOST_POINTS = 62;

/**
 * Reckons back from what is left now: what a day added was not there the day before. Null for an offer that no codes ever came in for. A change
 * after today (a clock that was put right) counts as today's.
 */
export function drawBurnDown({
  offer,
  changes,
  now,
  timeZone,
}: {
  offer: Pick<OfferFigures, "available" | "recent" | "opensAt" | "closesAt" | "state" | "funnel" | "declined">;
  changes: readonly PoolChange[];
  now: Date;
  timeZone: string;
}): BurnDown | null {
  const numberOf = (instant: Date) => dayNumber(toInstantInput(instant, timeZone).slice(0, 10));
  const today = numberOf(now);
  const numbered = changes.map(({ day, change }) => [Math.min(dayNumber(day), today), change] as const);
  if (numbered.length === 0) return null;
  const first = Math.min(today, ...numbered.map(([day]) => day));
  const step = Math.max(1, Math.ceil((today - first) / MOST_POINTS));
  // Steps end today, so the first may be shorter.
  const days = [...new Set([first, ...stepsUpTo(today, first, step)])];
  const leftAfter = (day: number) =>
    numbered.reduce((left, [changed, change]) => (changed > day ? left - change : left), offer.available);
  const points = days.map((day) => ({ day: dayText(day), left: Math.max(0, leftAfter(day)) }));
  const closes = numberOf(offer.closesAt);
  const isToCome = offer.state === "open" || offer.state === "not-yet-open";
  // A day wide at least, so that there is something to draw on.
  const to = Math.max(first + 1, isToCome ? Math.max(today, closes) : today);
  return {
    points,
    forecast: forecast({ offer, now, today, closes }),
    closesOn: closes >= first && closes <= to ? dayText(closes) : null,
    from: dayText(first),
    to: dayText(to),
  };
}

function stepsUpTo(last: number, first: number, step: number): number[] {
  const count = Math.ceil((last - first) / step);
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * step);
}

function forecast({
  offer,
  now,
  today,
  closes,
}: {
  offer: Pick<OfferFigures, "available" | "recent" | "opensAt" | "state" | "funnel" | "declined">;
  now: Date;
  today: number;
  closes: number;
}): PoolPoint | null {
  const lasts = daysLeft(offer, now);
  if (offer.state !== "open" || offer.available === 0 || lasts === null || closes <= today) return null;
  // The pool does not end where it has a code for everybody who may still come, as the sentence above the chart says.
  if (missingCodes(offer) === 0) return null;
  const empty = today + Math.max(1, Math.round(lasts));
  if (empty <= closes) return { day: dayText(empty), left: 0 };
  const left = Math.round(offer.available - codesPerDay(offer, now) * (closes - today));
  return { day: dayText(closes), left: Math.max(0, left) };
}
