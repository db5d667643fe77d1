import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { archiveCourseAction, reopenCourseAction } from "@/features/courses/opening/actions";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

type Course = { slug: string; timeZone: string; archivedAt: Date | null; scrubbedAt: Date | null };

/** Archiving, and the way back. What either means stands above its button. */
export function CourseEnd({ course }: { course: Course }) {
  const hidden = { course: course.slug };
  if (!course.archivedAt) {
    return (
      <div className="max-w-text space-y-4">
        <p>
          When the course is over, archive it: no code is given any more, and it moves to the end of the list of
          courses. Participants keep what they have, and still reach it. You can reopen it later.
        </p>
        <PostForm action={archiveCourseAction} hidden={hidden}>
          <SubmitButton variant="secondary">Archive the course</SubmitButton>
        </PostForm>
      </div>
    );
  }
  return (
    <div className="max-w-text space-y-4">
      <p>
        Archived since {formatInstant(course.archivedAt, course.timeZone)}. No code is given any more; participants keep
        what they have.
      </p>
      {course.scrubbedAt ? (
        <p>Its names and addresses are gone, so it cannot be reopened. Copy it to run it again.</p>
      ) : (
        <>
          <p>Reopened, it goes on where it was: whoever still waits for a code is served.</p>
          <PostForm action={reopenCourseAction} hidden={hidden}>
            <SubmitButton variant="secondary">Reopen the course</SubmitButton>
          </PostForm>
        </>
      )}
    </div>
  );
}

/** The way to a copy of the course. */
export function CopyInvitation({ course }: { course: string }) {
  return (
    <div className="max-w-text space-y-4">
      <p>
        Its offers with their windows, wording, questions and guides, and its attachments, with new dates. People, codes
        and requests stay here.
      </p>
      <LinkButton href={paths.copyCourse(course)} variant="secondary">
        Copy the course
      </LinkButton>
    </div>
  );
}
