import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { changeRoleAction, removePersonAction, restorePersonAction } from "../actions";
import { roleWords } from "../rules";
import { type Role, roles } from "../schema";

/** What can be done with one person: behind one press, so that a long roster stays readable, and without a script. */
export function PersonControls({
  course,
  line,
}: {
  course: string;
  line: { id: string; email: string; role: Role; removedAt: Date | null };
}) {
  const hidden = { course, enrolment: line.id };
  if (line.removedAt) {
    return (
      <PostForm action={restorePersonAction} hidden={hidden}>
        <SubmitButton variant="secondary" size="small">
          Bring back<span className="sr-only"> {line.email}</span>
        </SubmitButton>
      </PostForm>
    );
  }
  return (
    <details>
      <summary className="link cursor-pointer">
        Change<span className="sr-only"> {line.email}</span>
      </summary>
      <PostForm action={changeRoleAction} hidden={hidden} className="mt-3 space-y-2">
        <SelectField
          name="role"
          id={`role-${line.id}`}
          label="Role"
          hint="Signs the person out everywhere."
          defaultValue={line.role}
          options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
        />
        <SubmitButton variant="secondary" size="small">
          Save the role
        </SubmitButton>
      </PostForm>
      <PostForm action={removePersonAction} hidden={hidden} className="mt-4 border-t border-line pt-3">
        <SubmitButton variant="danger" size="small">
          Remove from the course
        </SubmitButton>
      </PostForm>
    </details>
  );
}
