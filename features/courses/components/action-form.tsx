"use client";

import { type ReactNode, useActionState, useMemo } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { SubmitButton } from "@/components/ui/submit-button";
import { readSentForm, type SentForm, summarise } from "@/lib/form-state";

/** A server action for a form that keeps what was typed; without a script the page renders again with the same state. */
export type StateAction = (previous: SentForm, form: FormData) => Promise<SentForm>;

/**
 * What a field needs to know: the value to show, and its error. A select also needs `key={…defaultValue}`: React does not set it to a new
 * default after an action.
 */
export type FieldOf = (name: string) => { name: string; defaultValue: string; error?: string[] };

/**
 * A form of the instructors' pages: summary of errors above, fields with their typed values, one button. `initial` are the values
 * at first, `hidden` what goes along unseen; a value that the server sends back replaces either.
 */
export function ActionForm({
  action,
  initial = {},
  hidden = {},
  submit,
  variant,
  aside,
  children,
}: {
  action: StateAction;
  initial?: Record<string, string>;
  hidden?: Record<string, string>;
  submit: string;
  /** Where another form of the page has the primary button, or where the press cannot be undone. */
  variant?: "secondary" | "danger";
  aside?: ReactNode;
  children: (field: FieldOf) => ReactNode;
}) {
  const [sent, send] = useActionState<SentForm, FormData>(action, {});
  const state = readSentForm(sent);
  const errors = useMemo(() => summarise(state), [state]);
  const field: FieldOf = (name) => ({
    name,
    defaultValue: state?.values[name] ?? (state ? "" : (initial[name] ?? "")),
    error: state?.errors[name],
  });
  return (
    <form action={send} noValidate className="max-w-text space-y-6">
      <ErrorSummary errors={errors} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={state?.values[name] ?? value} />
      ))}
      {children(field)}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant={variant}>{submit}</SubmitButton>
        {aside}
      </div>
    </form>
  );
}
