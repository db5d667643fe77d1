const DAY = 24 * 60 * 60 * 1000;

/** The number of a day, counted from 1 January 1970: days are reckoned with as numbers, whatever the clocks do in between. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/** "2026-11-23" of such a number. */
export function dayText(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}
