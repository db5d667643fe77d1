import { parseInstant } from "@/lib/dates";

/** The filters of the trail as the address has them, read. `person` is a part of a name or an address. */
export type TrailFilter = {
  person: string;
  act: string;
  /** Days, inclusive, on the course's clocks: "2026-11-24", or empty. */
  from: string;
  until: string;
  /** The number of the event before which the page begins, or empty. */
  after: string;
};

export type TrailQuery = Partial<Record<keyof TrailFilter, string | string[]>>;

const single = (value: string | string[] | undefined) => (typeof value === "string" ? value.trim().slice(0, 100) : "");

/** Reads the filters of an address. */
export function readTrailFilter(query: TrailQuery): TrailFilter {
  const { person, act, from, until, after } = query;
  return { person: single(person), act: single(act), from: single(from), until: single(until), after: single(after) };
}

/** What is wrong with the filters, for a person; null when nothing is. `acts` are those that there are. */
export function findFilterProblem(filter: TrailFilter, acts: readonly string[]): string | null {
  if (filter.act !== "" && !acts.includes(filter.act)) {
    return "There is no such act. The list has those that there are.";
  }
  const isDay = (day: string) => day === "" || parseInstant(`${day}T00:00`, "UTC") !== null;
  if (!isDay(filter.from) || !isDay(filter.until)) {
    return "A day is written like 2026-11-24.";
  }
  if (filter.from !== "" && filter.until !== "" && filter.from > filter.until) {
    return "The first day is after the last one.";
  }
  return /^\d{0,18}$/.test(filter.after) ? null : "The list has no page that begins there.";
}

/** The address part of filters, empty ones left out: "?person=nora&act=code.revealed", or nothing. */
export function writeTrailFilter(filter: Partial<TrailFilter>): string {
  const filled = Object.entries(filter).filter(([, value]) => value !== "");
  return filled.length > 0 ? `?${new URLSearchParams(filled)}` : "";
}

/** Whether anything but the place in the list is asked for. */
export function isFiltered({ person, act, from, until }: TrailFilter): boolean {
  return [person, act, from, until].some((value) => value !== "");
}
