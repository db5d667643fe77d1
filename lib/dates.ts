import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";

/** "23 November 2026, 14:05 (Europe/Berlin)": an instant on the clocks of a zone, with the zone's name. */
export function formatInstant(instant: Date, timeZone: string): string {
  return `${formatInstantShort(instant, timeZone)} (${timeZone.replaceAll("_", " ")})`;
}

/** "23 November 2026, 14:05": for tables and timelines whose page names the zone once. */
export function formatInstantShort(instant: Date, timeZone: string): string {
  return format(new TZDate(instant, timeZone), "d MMMM yyyy, HH:mm");
}

/** "23 November 2026": a calendar day, as PostgreSQL's `date` comes (midnight UTC). */
export function formatDay(day: Date): string {
  return format(new TZDate(day, "UTC"), "d MMMM yyyy");
}

/** "30 June 2027" of what ends on 1 July 2027, 00:00: the last day before an instant at which something is over, on the clocks of a zone. */
export function formatLastDay(end: Date, timeZone: string): string {
  return format(new TZDate(end.getTime() - 1, timeZone), "d MMMM yyyy");
}

/** The instant at which a calendar day (midnight UTC, as PostgreSQL's `date` comes) is over in a zone. */
export function endOfDay(day: Date, timeZone: string): Date {
  return new Date(
    new TZDate(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1, 0, 0, 0, timeZone).getTime(),
  );
}

/** Reads "2026-11-23T14:05" as a moment on the clocks of a zone. Null when it is no date. */
export function parseInstant(text: string, timeZone: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(text);
  if (!match) {
    return null;
  }
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const date = new TZDate(year, month - 1, day, hour, minute, 0, timeZone);
  return date.getMonth() === month - 1 && date.getDate() === day ? new Date(date.getTime()) : null;
}

/** Writes an instant as "2026-11-23T14:05" on the clocks of a zone, for an `<input type="datetime-local">`. */
export function toInstantInput(instant: Date, timeZone: string): string {
  return format(new TZDate(instant, timeZone), "yyyy-MM-dd'T'HH:mm");
}

/** The instant at which the clocks of a zone show `hour` on a calendar day (midnight UTC), or so many days after it. */
export function instantOfDay({
  day,
  shift,
  hour,
  timeZone,
}: {
  day: Date;
  shift: number;
  hour: number;
  timeZone: string;
}): Date {
  const date = new TZDate(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + shift, hour, 0, 0, timeZone);
  return new Date(date.getTime());
}
