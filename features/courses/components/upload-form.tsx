"use client";

import type { ReactNode } from "react";
import { FileField, TextAreaField } from "@/components/ui/text-field";
import { ActionForm, type StateAction } from "./action-form";

/** The form of a dry run: a file, or pasted lines. A browser never keeps the chosen file after an answer, so the hint says so. */
export function UploadForm({
  action,
  hidden,
  fileHint,
  pasteLabel,
  pasteHint,
  aside,
}: {
  action: StateAction;
  hidden: Record<string, string>;
  fileHint: string;
  pasteLabel: string;
  pasteHint: string;
  aside?: ReactNode;
}) {
  return (
    <ActionForm action={action} hidden={hidden} submit="Check it" aside={aside}>
      {(field) => {
        const { name, error } = field("file");
        return (
          <>
            <FileField
              label="File"
              hint={fileHint}
              optional
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              name={name}
              error={error}
            />
            <TextAreaField label={pasteLabel} hint={pasteHint} optional code rows={8} {...field("pasted")} />
          </>
        );
      }}
    </ActionForm>
  );
}
