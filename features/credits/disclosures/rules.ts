/** Codes that one instructor may be shown within an hour (T17). */
export const SHOWN_PER_HOUR = 30;

/** Whether somebody who was shown `lately` codes within the last hour may be shown another. */
export function mayBeShown(lately: number): boolean {
  return lately < SHOWN_PER_HOUR;
}
