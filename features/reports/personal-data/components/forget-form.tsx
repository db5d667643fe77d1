"use client";

import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { forgetPersonAction } from "../actions";

/** Asks once more before somebody is forgotten. */
export function ForgetForm({
  course,
  enrolment,
  cancelHref,
}: {
  course: string;
  enrolment: string;
  cancelHref: string;
}) {
  return (
    <ActionForm
      action={forgetPersonAction}
      hidden={{ course, enrolment }}
      submit="Forget this person"
      variant="danger"
      aside={
        <LinkButton href={cancelHref} variant="quiet">
          Cancel
        </LinkButton>
      }
    >
      {(field) => {
        const { name, error } = field("confirmed");
        return <Checkbox label="I know that nothing brings the name and address back." name={name} error={error} />;
      }}
    </ActionForm>
  );
}
