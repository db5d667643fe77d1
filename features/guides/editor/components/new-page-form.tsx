"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextAreaField, TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { createPageAction } from "../actions";

/** Adds a step to a guide. */
export function NewPageForm({
  hidden,
  pages,
}: {
  hidden: Record<string, string>;
  pages: readonly { slug: string; title: string }[];
}) {
  const initial = { done: "Mark this step done", after: pages.at(-2)?.slug ?? "" };
  return (
    <ActionForm action={createPageAction} initial={initial} hidden={hidden} submit="Add the step">
      {(field) => (
        <>
          <TextField label="Title" {...field("title")} />
          <TextField label="Summary" hint="One line for the guide's contents." {...field("summary")} />
          <TextAreaField
            label="Words"
            hint="Markdown. Notices and a figure can be added afterwards."
            rows={12}
            code
            {...field("body")}
          />
          <TextField label="Words on the button" optional width="medium" {...field("done")} />
          <SelectField
            label="After"
            options={pages.map(({ slug, title }) => ({ value: slug, label: title }))}
            key={field("after").defaultValue}
            {...field("after")}
          />
        </>
      )}
    </ActionForm>
  );
}
