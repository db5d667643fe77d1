"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextAreaField, TextField } from "@/components/ui/text-field";
import { ActionForm, type StateAction } from "@/features/courses/components/action-form";
import { saveAboutAction } from "../actions";

/** The fields related1 to related6 of schema.ts, which is not imported: it would bring Zod into the browser. */
const RELATED_PLACES = [1, 2, 3, 4, 5, 6];

/** Title, summary, labels and related guides. */
export function AboutForm({
  initial,
  hidden,
  options,
}: {
  initial: Record<string, string>;
  hidden: Record<string, string>;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <ActionForm action={saveAboutAction as StateAction} initial={initial} hidden={hidden} submit="Save">
      {(field) => (
        <>
          <TextField label="Title" {...field("title")} />
          <TextAreaField label="Summary" rows={2} {...field("summary")} />
          <TextField label="Labels" hint="With commas between them." {...field("labels")} />
          <TextAreaField
            label="How it was checked"
            hint="An honest sentence: what was tried, and what was only read."
            rows={3}
            {...field("howChecked")}
          />
          {RELATED_PLACES.map((place) => (
            <SelectField
              label={`Related ${place}`}
              optional
              placeholder="None"
              options={options}
              key={`${place}${field(`related${place}`).defaultValue}`}
              {...field(`related${place}`)}
            />
          ))}
          <TextField label="Note for the list of revisions" optional {...field("note")} />
        </>
      )}
    </ActionForm>
  );
}
