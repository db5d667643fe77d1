import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { formatInstant } from "@/lib/dates";
import { removePersonAction, restorePersonAction } from "../actions";
import { mayLookAfter } from "../rules";
import type { Role } from "../schema";
import { PersonForm } from "./person-form";

type Person = {
  id: string;
  email: string;
  name: string;
  role: Role;
  version: number;
  removedAt: Date | null;
  scrubbedAt: Date | null;
};
type Props = { course: { slug: string; timeZone: string }; mayInstruct: boolean; person: Person };

/** What can be changed about a person, or why nothing can. */
export function PersonPanel({ course, mayInstruct, person }: Props) {
  if (person.scrubbedAt) {
    return (
      <p className="max-w-text">
        Name and address were scrubbed on {formatInstant(person.scrubbedAt, course.timeZone)}. Nothing brings them back;
        what is left below is for the counts.
      </p>
    );
  }
  if (!mayLookAfter({ mayInstruct }, person.role)) {
    return <p className="max-w-text">Assistants look after participants. An instructor can change this person.</p>;
  }
  if (person.removedAt) {
    return (
      <div className="max-w-text space-y-4">
        <p>
          Removed on {formatInstant(person.removedAt, course.timeZone)}. Brought back, the person is what they were,
          with the codes that they had.
        </p>
        <PostForm action={restorePersonAction} hidden={{ course: course.slug, enrolment: person.id }}>
          <SubmitButton variant="secondary">Bring back</SubmitButton>
        </PostForm>
      </div>
    );
  }
  return <PersonForm course={course.slug} mayInstruct={mayInstruct} person={person} />;
}

/** Takes somebody off the roster, where that may be done. What it means stands above the button. */
export function PersonRemoval({ course, mayInstruct, person }: Props) {
  if (person.removedAt || !mayLookAfter({ mayInstruct }, person.role)) {
    return null;
  }
  return (
    <Section title="Remove">
      <div className="max-w-text space-y-4">
        <p>
          The person is signed out and can no longer open the course. What they did stays on record, and a code that
          they have stays theirs. You can bring them back from the roster.
        </p>
        <PostForm action={removePersonAction} hidden={{ course: course.slug, enrolment: person.id }}>
          <SubmitButton variant="danger">Remove from the course</SubmitButton>
        </PostForm>
      </div>
    </Section>
  );
}
