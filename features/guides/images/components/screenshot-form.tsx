"use client";

import { FileField, TextAreaField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { addScreenshotAction } from "../actions";

/** Puts a screenshot in the place of a page's figure. */
export function ScreenshotForm({ hidden, alt }: { hidden: Record<string, string>; alt: string }) {
  return (
    <ActionForm action={addScreenshotAction} initial={{ alt }} hidden={hidden} submit="Show this screenshot">
      {(field) => (
        <>
          <FileField
            label="Screenshot"
            hint="PNG, JPEG or WebP, 10 MB at most. After an error choose it once more. Blot out account numbers and codes first."
            accept="image/png,image/jpeg,image/webp"
            name="file"
            error={field("file").error}
          />
          <TextAreaField
            label="What it shows"
            hint="For people who cannot see it, in a sentence or more."
            rows={3}
            {...field("alt")}
          />
        </>
      )}
    </ActionForm>
  );
}
