import type { Step } from "@/features/messages/schema";
import { formatInstantShort, instantOfDay } from "@/lib/dates";

export type DeadlineKind = "CLOSE" | "EXPIRY";

/** A deadline of an offer, with the days before it at which the course reminds by itself; null: it does not. */
export type ScheduledDeadline = {
  offerId: string;
  slug: string;
  name: string;
  kind: DeadlineKind;
  /** The instant from which on it is too late. */
  deadline: Date;
  /** The calendar day (midnight UTC) that people know it by, in the course's zone. */
  day: Date;
  daysBefore: number | null;
  opensAt: Date;
  isDone: boolean;
};

/** Hour of the day, on the course's clocks, at which the portal reminds. */
const HOUR = 8;

export type PlannedReminder = ScheduledDeadline & { due: Date };

/**
 * The reminders of a course that are still to go out by themselves, soonest first. None before the course and the window of the
 * offer were open: nobody is reminded of what they could not do yet. None after the deadline, and none twice.
 */
export function planReminders({
  deadlines,
  timeZone,
  openedAt,
  now,
}: {
  deadlines: readonly ScheduledDeadline[];
  timeZone: string;
  openedAt: Date;
  now: Date;
}): PlannedReminder[] {
  return deadlines
    .flatMap((each) => {
      const { daysBefore, day } = each;
      return daysBefore === null
        ? []
        : [{ ...each, due: instantOfDay({ day, shift: -daysBefore, hour: HOUR, timeZone }) }];
    })
    .filter(({ isDone, deadline, due, opensAt }) => !isDone && deadline > now && due >= openedAt && due >= opensAt)
    .sort((one, other) => one.due.getTime() - other.due.getTime());
}

const STEPS: Record<DeadlineKind, Step[]> = { CLOSE: ["request"], EXPIRY: ["reveal", "redeem"] };

/** What the people have still to do whom reminders about these deadlines are for, as an audience says it. */
export function listWanted(deadlines: readonly Pick<ScheduledDeadline, "slug" | "kind">[]): string[] {
  return deadlines.flatMap(({ slug, kind }) => STEPS[kind].map((step) => `${step}:${slug}`));
}

const WHO: Record<DeadlineKind, string> = {
  CLOSE: "have not requested",
  EXPIRY: "have a code and have not redeemed it",
};

/** "On 16 December 2026 at about 08:00 the portal reminds those who have not requested AWS credit." */
export function describePlan({ name, kind, due }: PlannedReminder, { timeZone, now }: { timeZone: string; now: Date }) {
  const when =
    due <= now ? "Within the next hour" : `On ${formatInstantShort(due, timeZone).replace(",", " at about")}`;
  return `${when} the portal reminds those who ${WHO[kind]}: ${name}.`;
}

/** The words of a reminder on schedule; what each person has still to do comes after them. */
export function scheduledWords({ course, kinds }: { course: string; kinds: readonly DeadlineKind[] }) {
  const isClosing = kinds.includes("CLOSE");
  return {
    subject: isClosing ? `Requests close soon: ${course}` : `Your code expires soon: ${course}`,
    body: isClosing
      ? `A cloud credit of **${course}** can be requested for a few more days only. This is what is still to do for you:`
      : `A code of **${course}** has to be redeemed soon: after its last day it is worth nothing, and the date cannot be moved. This is what is still to do for you:`,
  };
}
