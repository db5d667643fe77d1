"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { addPersonAction } from "../actions";
import { roleOptions } from "../rules";

/** Adds one person by hand: an instructor in any role, an assistant as a participant. */
export function AddPersonForm({ course, mayInstruct }: { course: string; mayInstruct: boolean }) {
  const participant = { role: "PARTICIPANT" };
  return (
    <ActionForm
      action={addPersonAction}
      initial={participant}
      hidden={{ course, ...(!mayInstruct && participant) }}
      submit={mayInstruct ? "Add the person" : "Add the participant"}
    >
      {(field) => (
        <>
          <TextField
            label="E-mail address"
            hint="The one that the person signs in with."
            type="email"
            inputMode="email"
            {...field("email")}
          />
          <TextField label="Name" optional {...field("name")} />
          {mayInstruct && (
            <SelectField label="Role" options={roleOptions} key={field("role").defaultValue} {...field("role")} />
          )}
        </>
      )}
    </ActionForm>
  );
}
