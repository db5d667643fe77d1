"use client";

import { LinkButton } from "@/components/ui/button";
import { UploadForm } from "@/features/courses/components/upload-form";
import { checkRosterAction } from "../actions";

/** Sends a roster to be looked over. */
export function RosterUploadForm({ course, cancelHref }: { course: string; cancelHref: string }) {
  return (
    <UploadForm
      action={checkRosterAction}
      hidden={{ course }}
      fileHint="CSV or plain text, 10 MB at most, with columns named email, name and role. Only the addresses are needed. After an error choose the file once more."
      pasteLabel="Or paste the lines"
      pasteHint="One person on each line, such as: ada@example.org, Ada Brook"
      aside={
        <LinkButton href={cancelHref} variant="quiet">
          Cancel
        </LinkButton>
      }
    />
  );
}
