"use client";

import { LinkButton } from "@/components/ui/button";
import { UploadForm } from "@/features/courses/components/upload-form";
import { checkCodesAction } from "../actions";

/** Sends codes to be looked over. */
export function CodesUploadForm({ course, offer, cancelHref }: { course: string; offer: string; cancelHref: string }) {
  return (
    <UploadForm
      action={checkCodesAction}
      hidden={{ course, offer }}
      fileHint="CSV or plain text, 10 MB at most: one code on each line, or a column named “code”."
      pasteLabel="Or paste the codes"
      pasteHint="One code on each line. For your safety they are not shown again, so choose or paste once more after an error."
      aside={
        <LinkButton href={cancelHref} variant="quiet">
          Cancel
        </LinkButton>
      }
    />
  );
}
