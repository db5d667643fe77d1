import { parseInstant, toInstantInput } from "@/lib/dates";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many days a course moves when its first day does. Days are midnight UTC. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY_MS);
}

/** A calendar day, that many days later. */
export function shiftDay(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

/** An instant that many days later, at the same time on the clocks of the zone, across a change of the clocks too. */
export function shiftInstant(instant: Date, days: number, timeZone: string): Date {
  const [day = "", time = ""] = toInstantInput(instant, timeZone).split("T");
  const shifted = shiftDay(new Date(`${day}T00:00:00Z`), days)
    .toISOString()
    .slice(0, 10);
  return parseInstant(`${shifted}T${time}`, timeZone) ?? shiftDay(instant, days);
}

/** The dates that a copy is offered at first: the same weekdays a year later. */
export function proposeDates({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }): { startsOn: Date; endsOn: Date } {
  const YEAR_OF_WEEKS = 52 * 7;
  return { startsOn: shiftDay(startsOn, YEAR_OF_WEEKS), endsOn: shiftDay(endsOn, YEAR_OF_WEEKS) };
}

/** Puts new identifiers in the place of the old ones, wherever they stand in a guide's words. */
export function replaceIdentifiers<Content>(content: Content, replacements: ReadonlyMap<string, string>): Content {
  const text = JSON.stringify(content);
  return JSON.parse([...replacements].reduce((all, [from, to]) => all.replaceAll(from, to), text));
}
