import { paths } from "@/lib/paths";

/**
 * Says on every page of a course that it is a draft or archived, with the way to what comes next. The overview of a draft says it larger.
 */
export function CourseStateBar({
  course,
  mayInstruct,
  isOverview,
  isSettings,
}: {
  course: { slug: string; openedAt?: Date | null; archivedAt?: Date | null };
  mayInstruct: boolean;
  isOverview: boolean;
  /** Whether this is the page that the way back from the archive stands on. */
  isSettings: boolean;
}) {
  const isDraft = course.openedAt === null && !course.archivedAt;
  if (isOverview || (!isDraft && !course.archivedAt)) {
    return null;
  }
  return (
    <p className="no-print mb-6 flex flex-wrap gap-x-3 border-b border-line pb-3 text-sm">
      <strong>{isDraft ? "Draft" : "Archived"}</strong>
      <span className="text-muted">
        {isDraft
          ? "Participants do not see this course yet."
          : "No code is given any more; people keep what they have."}
      </span>
      {mayInstruct && (isDraft || !isSettings) && (
        <a className="link" href={isDraft ? paths.openCourse(course.slug) : paths.courseSettings(course.slug)}>
          {isDraft ? "Go on setting it up" : "Reopen it in the settings"}
        </a>
      )}
    </p>
  );
}
