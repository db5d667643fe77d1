"use client";

import { Checkbox } from "@/components/ui/choice-field";
import { TextAreaField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import {
  quarantineAllAction,
  quarantineGivenAction,
  reopenPoolAction,
} from "@/features/credits/reconciliation/actions";

/** The offer, and the version of the freeze that the page shows. */
type At = { course: string; offer: string; version: string };

/** Takes the codes that are known to have been given since the backup. */
export function GivenForm({ at }: { at: At }) {
  return (
    <ActionForm action={quarantineGivenAction} hidden={at} submit="Put these codes into quarantine">
      {(field) => (
        <>
          <TextAreaField
            {...field("codes")}
            label="Codes given since the backup"
            hint="One on a line, or the cells of a list. You are told how many were found; the codes themselves are not shown again."
            rows={8}
            code
            autoComplete="off"
          />
          <Sure
            field={field("sureGiven")}
            label="Yes, nobody is to be given these codes: they stay in quarantine for good."
          />
        </>
      )}
    </ActionForm>
  );
}

/** Gives up everything that was unused in the backup. */
export function AllForm({ at, count }: { at: At; count: number }) {
  return (
    <ActionForm action={quarantineAllAction} hidden={at} submit="Put them all into quarantine" variant="danger">
      {(field) => (
        <Sure
          field={field("sureAll")}
          label={`Yes, ${count.toLocaleString("en")} unused ${count === 1 ? "code goes" : "codes go"} into quarantine for good.`}
        />
      )}
    </ActionForm>
  );
}

/** Gives codes again. */
export function ReopenForm({ at }: { at: At }) {
  return (
    <ActionForm action={reopenPoolAction} hidden={at} submit="Open the pool again">
      {(field) => (
        <Sure
          field={field("sureOpen")}
          label="Yes, every code that was given since the backup is in quarantine, as far as anybody can find out."
        />
      )}
    </ActionForm>
  );
}

function Sure({
  field: { name, defaultValue, error },
  label,
}: {
  field: { name: string; defaultValue: string; error?: string[] };
  label: string;
}) {
  return (
    <Checkbox
      key={`${name} ${defaultValue}`}
      name={name}
      error={error}
      label={label}
      defaultChecked={defaultValue === "on"}
    />
  );
}
