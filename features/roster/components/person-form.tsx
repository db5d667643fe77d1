"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { changePersonAction } from "../actions";
import { personLabels, roleOptions } from "../rules";
import type { Role } from "../schema";

/** Changes a person's name and, by an instructor's hand, role. */
export function PersonForm({
  course,
  mayInstruct,
  person,
}: {
  course: string;
  mayInstruct: boolean;
  person: { id: string; name: string; role: Role; version: number };
}) {
  return (
    <ActionForm
      action={changePersonAction}
      initial={{ name: person.name, role: person.role }}
      hidden={{ course, enrolment: person.id, version: String(person.version) }}
      submit="Save the person"
    >
      {(field) => (
        <>
          <TextField label={personLabels.name} optional {...field("name")} />
          {mayInstruct && (
            <SelectField
              label={personLabels.role}
              hint="Another role signs the person out everywhere, so that it holds at once."
              options={roleOptions}
              key={field("role").defaultValue}
              {...field("role")}
            />
          )}
        </>
      )}
    </ActionForm>
  );
}
