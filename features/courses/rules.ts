import type { Problems } from "@/lib/form-state";
import { toSlug } from "@/lib/slug";
import { listTimeZones, nameTimeZone } from "@/lib/time-zones";
import type { CourseInput } from "./schema";

/** What the fields of a course say together that none of them may say. Empty when all is well. */
export function findCourseProblems({ timeZone, startsOn, endsOn }: CourseInput): Problems {
  const problems: Problems = {};
  if (!listTimeZones().includes(timeZone)) {
    problems.timeZone = [
      `The portal knows no time zone named “${timeZone}”. Choose one from the list, such as Europe/Berlin.`,
    ];
  }
  if (endsOn < startsOn) {
    problems.endsOn = ["The course would end before it begins. Choose a last day that is on or after the first day."];
  }
  return problems;
}

/** The readable part of a course's URLs. It stays the same when the title changes later, so that links keep working. */
export function courseSlug({ title, term }: { title: string; term: string }): string {
  return toSlug(`${title} ${term}`, "course");
}

/** What the fields of a course are called on its form. */
export const courseLabels = {
  title: "Title",
  term: "Term",
  timeZone: "Time zone",
  startsOn: "First day",
  endsOn: "Last day",
  contactName: "Whom to ask",
  contactAddress: "Address for questions",
};

/** A course as its form shows it. */
export function writeCourse(course: CourseInput): Record<keyof typeof courseLabels, string> {
  const { title, term, startsOn, endsOn, contactName, contactAddress } = course;
  const days = { startsOn: writeDay(startsOn), endsOn: writeDay(endsOn) };
  // The list has no older name, in which a course may be stored: the form would fall back on its first.
  return { title, term, timeZone: nameTimeZone(course.timeZone), ...days, contactName, contactAddress };
}

/** A calendar day (midnight UTC) as `<input type="date">` takes it. */
export function writeDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** Being set up, running, or over for good. */
export type CourseState = "draft" | "open" | "archived";

/** Where a course stands. One that was archived before it ever opened is archived. */
export function courseState({ openedAt, archivedAt }: { openedAt: Date | null; archivedAt: Date | null }): CourseState {
  return archivedAt ? "archived" : openedAt ? "open" : "draft";
}
