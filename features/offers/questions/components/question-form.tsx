"use client";

import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { addQuestionAction, changeQuestionAction } from "../actions";
import { QUESTION_LENGTH, questionLabels } from "../rules";

/** Adds a question to an offer, or changes the one of `question`. `listHref` is the way back without a change. */
export function QuestionForm({
  at,
  question,
  initial,
  listHref,
}: {
  at: { course: string; offer: string };
  question?: { id: string; version: number };
  initial?: Record<string, string>;
  listHref: string;
}) {
  return (
    <ActionForm
      action={question ? changeQuestionAction : addQuestionAction}
      initial={initial}
      hidden={question ? { ...at, question: question.id, version: String(question.version) } : at}
      submit={question ? "Save the question" : "Add the question"}
      aside={
        question && (
          <LinkButton href={listHref} variant="quiet">
            Cancel
          </LinkButton>
        )
      }
    >
      {(field) => (
        <>
          <TextField
            label={questionLabels.text}
            hint="Participants answer it in their own words. Never ask for passwords or account numbers."
            maxLength={QUESTION_LENGTH}
            {...field("text")}
          />
          <Checkbox
            name="required"
            label={questionLabels.required}
            hint="Without it, nobody can send the request."
            optional
            key={`required${field("required").defaultValue}`}
            defaultChecked={field("required").defaultValue === "on"}
          />
        </>
      )}
    </ActionForm>
  );
}
