import type { Guide } from "@/content/guides/types";
import { writeDay } from "@/features/courses/rules";
import { isCurrency } from "@/lib/currencies";
import { parseInstant, toInstantInput } from "@/lib/dates";
import type { Problems } from "@/lib/form-state";
import { formatMoney, minorDigits } from "@/lib/money";
import { toSlug } from "@/lib/slug";
import type { OfferInput, Policy } from "./schema";

/** The largest amount of one code, in the currency's minor unit. A slip of the keyboard, not a sponsor, goes beyond it. */
export const LARGEST_AMOUNT_MINOR = 1_000_000_000;

/** An offer as it is stored. `amountMinor` is in the currency's minor unit, `redeemBy` midnight UTC of an inclusive day. */
export type PlannedOffer = {
  provider: string;
  guide: string;
  name: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  redeemBy: Date;
  policy: Policy;
  acknowledgement: string;
};

type Parsed<Value> = { ok: true; value: Value } | { ok: false; sentence: string };

/**
 * Reads an amount as people type it, "100" or "99.50" (or "99,50"), into minor units. Refuses what is no amount, nothing or
 * less, more decimals than the currency has, and more than `LARGEST_AMOUNT_MINOR`.
 */
export function parseAmount(text: string, currency: string): Parsed<number> {
  const digits = minorDigits(currency);
  if (/^[-−–]/.test(text)) {
    return { ok: false, sentence: "The amount must be more than nothing: take out the minus sign." };
  }
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text);
  if (!match) {
    const sentence =
      "Type the amount in digits only, such as 100 or 99.50, without a currency sign and without separators between thousands.";
    return { ok: false, sentence };
  }
  const [, whole = "", decimals = ""] = match;
  if (decimals.length > digits) {
    const most = digits === 0 ? "no decimals" : `at most ${digits} decimals`;
    return {
      ok: false,
      sentence: `An amount in ${currency} has ${most}. Write thousands without a separator, such as 1000.`,
    };
  }
  const amount = Number(whole + decimals.padEnd(digits, "0"));
  if (amount === 0) {
    return { ok: false, sentence: "The amount must be more than nothing." };
  }
  if (amount > LARGEST_AMOUNT_MINOR) {
    const largest = formatMoney({ amountMinor: LARGEST_AMOUNT_MINOR, currency });
    return { ok: false, sentence: `That is more than ${largest} for a single code. Look at the number of digits.` };
  }
  return { ok: true, value: amount };
}

/** Writes an amount for its field: 9950 cents is "99.50", 10000 is "100". */
export function writeAmount(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const unit = 10 ** digits;
  return amountMinor % unit === 0 ? String(amountMinor / unit) : (amountMinor / unit).toFixed(digits);
}

/**
 * Turns a typed offer into what is stored, or says what is wrong beside each field: an unknown guide or currency, an amount that is none,
 * a window that closes before it opens, a last day to redeem that is over when the window opens. Moments are on the clocks of `timeZone`. "Now" is
 * `now`, by the database's clock; an offer that has opened keeps its instant (`opensAt`), seconds and all, also where its minute was not touched.
 */
export function planOffer(
  input: OfferInput,
  {
    timeZone,
    guides,
    now,
    opensAt: before = null,
  }: { timeZone: string; guides: readonly Guide[]; now: Date; opensAt?: Date | null },
): { ok: true; offer: PlannedOffer } | { ok: false; problems: Problems } {
  const problems: Problems = {};
  const guide = guides.find(({ slug }) => slug === input.guide);
  if (!guide) {
    problems.guide = ["There is no such guide any more. Choose one from the list."];
  }
  const amount: Parsed<number> = isCurrency(input.currency)
    ? parseAmount(input.amount, input.currency)
    : { ok: false, sentence: "" };
  if (!isCurrency(input.currency)) {
    problems.currency = ["There is no such currency. Choose one from the list, such as USD."];
  } else if (!amount.ok) {
    problems.amount = [amount.sentence];
  }
  const opensAt = readOpening(input, { timeZone, now, before, problems });
  const closesAt = readMoment(input.closesAt, timeZone, "closesAt", problems);
  if (opensAt && closesAt && closesAt <= opensAt) {
    problems.closesAt = ["The window would close before it opens. Choose a later moment."];
  }
  if (opensAt && writeDay(input.redeemBy) < toInstantInput(opensAt, timeZone).slice(0, 10)) {
    problems.redeemBy = [
      "This day is over before the window opens, so nobody could redeem a code. Choose a later day.",
    ];
  }
  if (!guide || !amount.ok || !opensAt || !closesAt || Object.keys(problems).length > 0) {
    return { ok: false, problems };
  }
  const { name, currency, redeemBy, policy, acknowledgement } = input;
  return {
    ok: true,
    offer: {
      provider: guide.provider.slug,
      guide: guide.slug,
      name,
      amountMinor: amount.value,
      currency,
      opensAt,
      closesAt,
      redeemBy,
      policy,
      acknowledgement,
    },
  };
}

function readOpening(
  { opening, opensAt }: OfferInput,
  { timeZone, now, before, problems }: { timeZone: string; now: Date; before: Date | null; problems: Problems },
): Date | null {
  if (opening === "now") {
    return before && before <= now ? before : now;
  }
  if (opensAt === "") {
    problems.opensAt = ["Choose the day and time from which participants may request a code, or “Now”."];
    return null;
  }
  const isUntouched = before !== null && toInstantInput(before, timeZone) === opensAt;
  return isUntouched ? before : readMoment(opensAt, timeZone, "opensAt", problems);
}

function readMoment(text: string, timeZone: string, field: string, problems: Problems): Date | null {
  const moment = parseInstant(text, timeZone);
  if (!moment || moment.getUTCFullYear() < 2000 || moment.getUTCFullYear() > 2099) {
    problems[field] = ["Choose a day and a time, or type them as 2026-11-23T09:00."];
    return null;
  }
  return moment;
}

/** The readable part of an offer's URLs within its course. */
export function offerSlug(name: string): string {
  return toSlug(name, "offer");
}

/** What the fields of an offer are called on its form. */
export const offerLabels = {
  guide: "Provider and guide",
  name: "Name",
  amount: "Amount of one code",
  currency: "Currency",
  opensAt: "Requests open",
  closesAt: "Requests close",
  redeemBy: "Last day to redeem",
  policy: "How requests are answered",
  acknowledgement: "Acknowledgement",
};

/** An offer as its form shows it, with moments on the clocks of `timeZone`. */
export function writeOffer(offer: PlannedOffer, timeZone: string): Record<keyof typeof offerLabels, string> {
  return {
    guide: offer.guide,
    name: offer.name,
    amount: writeAmount(offer.amountMinor, offer.currency),
    currency: offer.currency,
    opensAt: toInstantInput(offer.opensAt, timeZone),
    closesAt: toInstantInput(offer.closesAt, timeZone),
    redeemBy: writeDay(offer.redeemBy),
    policy: offer.policy,
    acknowledgement: offer.acknowledgement,
  };
}

/**
 * Where an offer stands at `now`, for its instructors: nobody can ask in a course that is still a draft or has been archived.
 * `expiresAt` is the end of its last day to redeem.
 */
export function offerState(
  offer: { opensAt: Date; closesAt: Date; expiresAt: Date },
  { now, openedAt, archivedAt }: { now: Date; openedAt: Date | null; archivedAt: Date | null },
): "not-yet-open" | "open" | "closed" | "expired" {
  if (now >= offer.expiresAt) {
    return "expired";
  }
  if (archivedAt) {
    return "closed";
  }
  if (!openedAt || now < offer.opensAt) {
    return "not-yet-open";
  }
  return now < offer.closesAt ? "open" : "closed";
}
