"use client";

import { useActionState, useEffect, useMemo, useRef } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextAreaField, TextField } from "@/components/ui/text-field";
import type { PreviewView } from "@/features/messages/drafts/queries";
import type { AudienceBoxes } from "@/features/messages/drafts/rules";
import { type FormState, readSentForm, summarise } from "@/lib/form-state";
import { writeMessageAction } from "../actions";
import { ChooseAudience } from "./choose-audience";
import { LeftOutList } from "./left-out";
import { MailPreview } from "./mail-preview";

type Shown = FormState & { id: string; preview: PreviewView };
type Sent =
  | { data?: undefined; validationErrors?: undefined; serverError?: undefined }
  | { data: Shown; validationErrors?: undefined; serverError?: undefined }
  | { data?: undefined; validationErrors: FormState; serverError?: undefined };

/**
 * Writes a message: first the words, then how they look and to how many they go, and only then the button that sends. The words stay
 * open to change; a change after the preview is shown once more before it goes out.
 */
export function MessageForm({
  course,
  audience,
  initial,
  bodyHint,
  boxes,
}: {
  course: string;
  audience: string;
  boxes: AudienceBoxes | null;
  initial: { subject: string; body: string };
  bodyHint: string;
}) {
  const [sent, send] = useActionState<Sent, FormData>(writeMessageAction, {});
  const state = readSentForm(sent);
  const errors = useMemo(() => summarise(state), [state]);
  const shown = sent.data;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown && !shown.message) heading.current?.focus();
  }, [shown]);
  const hidden = {
    course,
    audience,
    ...(shown && { id: shown.id, seen: shown.preview.seen, expected: String(shown.preview.recipients) }),
  };
  return (
    <form action={send} noValidate className="space-y-6">
      <ErrorSummary errors={errors} title={shown?.message ? "Nothing was sent" : undefined} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {boxes && <ChooseAudience boxes={boxes} sent={state?.values ?? null} />}
      <TextField
        label="Subject"
        name="subject"
        maxLength={150}
        defaultValue={state?.values.subject ?? initial.subject}
        error={state?.errors.subject}
      />
      <TextAreaField
        label="Words"
        name="body"
        rows={12}
        hint={bodyHint}
        defaultValue={state?.values.body ?? initial.body}
        error={state?.errors.body}
      />
      <SubmitButton name="intent" value="preview" variant={shown ? "secondary" : "primary"}>
        {shown ? "Show it with my changes" : "See how it looks"}
      </SubmitButton>
      {shown && (
        <div className="space-y-5 border-t border-line pt-6">
          <h3 ref={heading} tabIndex={-1} className="text-lg font-semibold">
            {headline(shown.preview)}
          </h3>
          <LeftOutList leftOut={shown.preview.leftOut} />
          {shown.preview.mail && (
            <>
              <MailPreview mail={shown.preview.mail} />
              <p className="max-w-text text-muted">A mail that is sent cannot be called back.</p>
              <SubmitButton name="intent" value="send">
                Send to {count(shown.preview.recipients)}
              </SubmitButton>
            </>
          )}
        </div>
      )}
    </form>
  );
}

function headline({ recipients, mail }: PreviewView): string {
  return mail ? `${count(recipients)} will get it, such as ${mail.to}` : "Nobody will get it";
}

function count(people: number): string {
  return people === 1 ? "1 person" : `${people.toLocaleString("en")} people`;
}
