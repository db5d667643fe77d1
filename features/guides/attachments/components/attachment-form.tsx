"use client";

import { FileField, TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { addAttachmentAction } from "../actions";

/** Attaches a file to a course. */
export function AttachmentForm({ course }: { course: string }) {
  return (
    <ActionForm action={addAttachmentAction} hidden={{ course }} submit="Add the attachment">
      {(field) => (
        <>
          <TextField
            label="Title"
            hint="What participants see, such as Information from the sponsor."
            {...field("title")}
          />
          <FileField
            label="File"
            hint="PDF, PNG, JPEG or WebP, 10 MB at most. After an error choose it once more."
            accept="application/pdf,image/png,image/jpeg,image/webp"
            name="file"
            error={field("file").error}
          />
        </>
      )}
    </ActionForm>
  );
}
