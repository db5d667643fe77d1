"use client";

import { SelectField } from "@/components/ui/select-field";
import { ActionForm, type StateAction } from "@/features/courses/components/action-form";
import { separatorWords } from "@/lib/tables/find-separator";
import { ENCODINGS } from "../rules";
import type { FileFormat } from "../schema";

const SEPARATORS = ([",", ";", "\t", "|"] as const).map((separator) => ({
  value: nameSeparator(separator),
  label: separatorWords[separator],
}));

/** Says how a file is read, where the portal has found that out wrongly: letters that look odd, or everything in one column. */
export function ReadAsForm({
  action,
  hidden,
  format,
}: {
  action: StateAction;
  hidden: Record<string, string>;
  format: FileFormat;
}) {
  const initial = { encoding: format.encoding, separator: nameSeparator(format.separator) };
  return (
    <ActionForm action={action} hidden={hidden} initial={initial} submit="Read it like this" variant="secondary">
      {(field) => (
        <>
          <SelectField
            key={`encoding ${field("encoding").defaultValue}`}
            {...field("encoding")}
            label="Encoding"
            hint="Another one, where letters such as é or ü look odd."
            options={Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))}
          />
          <SelectField
            key={`separator ${field("separator").defaultValue}`}
            {...field("separator")}
            label="Between the columns stand"
            options={SEPARATORS}
          />
        </>
      )}
    </ActionForm>
  );
}

/** A tab is sent by name: blanks at the end of a field may get lost. */
function nameSeparator(separator: FileFormat["separator"]): string {
  return separator === "\t" ? "tab" : separator;
}
