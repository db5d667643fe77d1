import type { Standing } from "../rules";

const WORDS: Record<Standing, string> = {
  "not-yet-open": "Cannot request yet",
  open: "Has not requested",
  closed: "Did not request",
  pending: "Waits for approval",
  waiting: "On the waiting list",
  declined: "Declined",
  allocated: "Given, not revealed",
  revealed: "Revealed",
  redeemed: "Redeemed",
  reported: "Reported",
  withdrawn: "Withdrawn",
  expired: "Expired",
  staff: "Gets no code",
};

/** The words for somebody's standing on the pages of those who look after them; their own page speaks to themselves. */
export function describeToStaff(standing: Standing): string {
  return WORDS[standing];
}
