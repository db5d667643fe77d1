"use client";

import { useActionState, useMemo } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FieldOf } from "@/features/courses/components/action-form";
import { type FormState, readSentForm, type SentForm, summarise } from "@/lib/form-state";
import { WordDifference } from "../../revisions/components/word-difference";
import type { FieldDifference } from "../../revisions/rules";
import { savePageAction } from "../actions";
import type { PagePreview } from "../rules";
import { PageFields } from "./page-fields";
import { PreviewPane } from "./preview-pane";

type PageState = FormState & { preview?: PagePreview; theirs?: FieldDifference[] };
type SavePage = (previous: SentForm, form: FormData) => Promise<SentForm>;

/** The words of a page, with what they look like beside them. Both buttons work without a script; with one the preview follows the typing. */
export function PageForm({
  initial,
  hidden,
  hasFigure,
  preview,
}: {
  initial: Record<string, string>;
  hidden: Record<string, string>;
  hasFigure: boolean;
  preview: PagePreview;
}) {
  const [sent, send] = useActionState<SentForm, FormData>(savePageAction as SavePage, {});
  const state: PageState | null = readSentForm(sent);
  const errors = useMemo(() => summarise(state), [state]);
  const field: FieldOf = (name) => ({
    name,
    defaultValue: state?.values[name] ?? (state ? "" : (initial[name] ?? "")),
    error: state?.errors[name],
  });
  return (
    <form action={send} noValidate>
      <ErrorSummary errors={errors} />
      {state?.theirs && state.theirs.length > 0 && (
        <Notice kind="caution" title="What they changed" className="mb-8">
          <WordDifference fields={state.theirs} />
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={state?.values[name] ?? value} />
      ))}
      <div className="gap-12 lg:grid lg:grid-cols-2">
        <div className="min-w-0 space-y-6">
          <PageFields field={field} hasFigure={hasFigure} />
          <TextField
            label="Note for the list of revisions"
            hint="What you changed and why, for other instructors."
            optional
            {...field("note")}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton name="press" value="save">
              Save the page
            </SubmitButton>
            <SubmitButton name="press" value="preview" variant="secondary">
              Show the preview
            </SubmitButton>
          </div>
        </div>
        <PreviewPane first={state?.preview ?? preview} />
      </div>
    </form>
  );
}
