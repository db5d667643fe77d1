const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads a day as files hold it into "2027-04-30": 2027-04-30 (with or without a time), 30.04.2027, 30 April 2027, April 30, 2027, and
 * 30/04/2027 or 04/30/2027 where only one order makes sense. Null for what is no day, and "ambiguous" for 03/04/2027, which is a day in
 * March to one half of the world and in April to the other.
 */
export function readDay(text: string): string | null | "ambiguous" {
  const cell = text.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[ap]m|UTC|[+-]\d{2}:?\d{2})?$/i, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell);
  if (iso) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(cell);
  if (dotted) return toDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(cell);
  if (slashed) return readEitherOrder(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]));
  const named = /^(\d{1,2})\.?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i.exec(cell);
  if (named) return toDay(Number(named[3]), monthOf(named[2] ?? ""), Number(named[1]));
  const american = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(cell);
  return american ? toDay(Number(american[3]), monthOf(american[1] ?? ""), Number(american[2])) : null;
}

function readEitherOrder(first: number, second: number, year: number): string | null | "ambiguous" {
  const days = new Set([toDay(year, second, first), toDay(year, first, second)].filter((day) => day !== null));
  return days.size > 1 ? "ambiguous" : ([...days][0] ?? null);
}

function monthOf(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 2000 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.toISOString().slice(0, 10) : null;
}
