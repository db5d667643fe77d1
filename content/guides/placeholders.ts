/** Values that a guide's texts may ask for in double braces, such as `{{amount}}`, and what each becomes. */
export const placeholders = {
  amount: "the offer's amount with its currency",
  courseTitle: "the course's title",
  term: "the course's term",
  offerName: "the offer's name",
  lastDayToRedeem: "the last day to redeem, written out",
  timeZone: "the course's time zone",
  contactName: "whom to ask",
  contactAddress: "where to write to",
  "budget.50": "half of the amount",
  "budget.75": "75 % of the amount",
  "budget.90": "90 % of the amount",
  "budget.95": "95 % of the amount",
  budgetTable: "a table of the four alerts (on a line of its own)",
  expiryNotice: "the sentences on expiry, which change once the offer has expired",
} as const;

export type PlaceholderName = keyof typeof placeholders;

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** True for a name that guide texts may use. */
export function isPlaceholder(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name);
}

/** The names in double braces in a text, in order and as often as they occur, known or not. */
export function findPlaceholders(text: string): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? "");
}

/** Replaces each known placeholder by the value; unknown ones stay as written, so that their author sees them. */
export function replacePlaceholders(text: string, fill: (name: PlaceholderName) => string): string {
  return text.replace(pattern, (whole, name: string) => (isPlaceholder(name) ? fill(name) : whole));
}
