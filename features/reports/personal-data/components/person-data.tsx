import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** The two ways to answer a person who asks what is kept about them, or asks to be forgotten. */
export function PersonData({ course, subject }: { course: string; subject: { id: string; scrubbedAt: Date | null } }) {
  const ref = { course, enrolment: subject.id };
  return (
    <div className="max-w-text space-y-4">
      <p>
        The file holds what this course keeps about the person, without any code. That you took it is recorded.
        Forgetting cannot be undone; you see first what it would do.
      </p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={paths.personData(ref)} variant="secondary" download>
          Download their data
        </LinkButton>
        {!subject.scrubbedAt && (
          <LinkButton href={paths.forgetPerson(ref)} variant="secondary">
            Forget this person…
          </LinkButton>
        )}
      </div>
    </div>
  );
}
