import { formatDay } from "@/lib/dates";
import type { Problems } from "@/lib/form-state";
import { writeDay } from "../rules";
import type { SettingsInput } from "./schema";

/** What the settings are called on their form. */
export const settingsLabels = {
  retainUntil: "Keep names and addresses until",
  dailyMail: "Daily mail",
  reminderGapDays: "Days between two reminders",
  remindBeforeCloseDays: "Days before requests close",
  remindBeforeExpiryDays: "Days before codes expire",
};

type Facts = {
  /** The day that it is in the course's zone, the course's last day, and the last of its offers' days to redeem. */
  today: Date;
  endsOn: Date;
  lastRedeemBy: Date | null;
  scrubbedAt: Date | null;
};

/**
 * What is wrong with the day of forgetting. It may not be over already, and nobody may lose a code that could still be redeemed: with the
 * address goes the way to sign in. A day that is set already may stay as it is.
 */
export function findSettingsProblems(
  { retainUntil }: Pick<SettingsInput, "retainUntil">,
  facts: Facts & { stored: Date | null },
): Problems {
  if (retainUntil?.getTime() === facts.stored?.getTime()) {
    return {};
  }
  if (facts.scrubbedAt) {
    return { retainUntil: ["The names and addresses of this course are gone already; no day brings them back."] };
  }
  const earliest = earliestRetention(facts);
  if (!retainUntil || retainUntil >= earliest) {
    return {};
  }
  const why =
    earliest === facts.today
      ? "This day is over, or nearly so"
      : "Until then the course runs, or its codes can be redeemed, and who is forgotten cannot sign in any more";
  return { retainUntil: [`${why}. Choose ${formatDay(earliest)} or a later day.`] };
}

/** The earliest day until which names have to be kept: today, the course's last day or the last day to redeem, whichever comes last. */
function earliestRetention({ today, endsOn, lastRedeemBy }: Omit<Facts, "scrubbedAt">): Date {
  return [endsOn, ...(lastRedeemBy ? [lastRedeemBy] : [])].reduce((last, day) => (day > last ? day : last), today);
}

/**
 * What is wrong with a last day, of the course or for redeeming a code, that moves beyond the day of forgetting: on it people would lose the way
 * to their codes, and to a course that runs. Null where the day stays what it was, or names are kept for long enough.
 */
export function judgeLastDay({
  day,
  before,
  retainUntil,
}: {
  day: Date;
  before: Date | null;
  retainUntil: Date | null;
}): string | null {
  if (!retainUntil || day <= retainUntil || day.getTime() === before?.getTime()) {
    return null;
  }
  return `Names and addresses of this course are kept until ${formatDay(retainUntil)} only, and who is forgotten cannot sign in any more. Choose that day or an earlier one, or first have them kept longer, in the course’s settings.`;
}

/** The settings as their form shows them. */
export function writeSettings(settings: {
  retainUntil: Date | null;
  dailyMail: boolean;
  reminderGapDays: number;
  remindBeforeCloseDays: number | null;
  remindBeforeExpiryDays: number | null;
}): Record<keyof typeof settingsLabels, string> {
  return {
    retainUntil: settings.retainUntil ? writeDay(settings.retainUntil) : "",
    dailyMail: settings.dailyMail ? "yes" : "no",
    reminderGapDays: String(settings.reminderGapDays),
    remindBeforeCloseDays: String(settings.remindBeforeCloseDays ?? ""),
    remindBeforeExpiryDays: String(settings.remindBeforeExpiryDays ?? ""),
  };
}
