"use client";

import { TextAreaField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { answerAndRequestAction } from "@/features/credits/actions";
import { ANSWER_LENGTH, answerField, type Question } from "@/features/offers/questions/rules";
import type { OfferRef } from "./offer-form";

/** Asks for a code where the offer has questions: each with its field, and one button. What was typed stays when an answer is missing. */
export function RequestForm({ offer, questions }: { offer: OfferRef; questions: readonly Question[] }) {
  return (
    <ActionForm action={answerAndRequestAction} hidden={offer} submit="Request my code">
      {(field) =>
        questions.map(({ id, text, required }) => (
          <TextAreaField
            key={id}
            label={<span className="wrap-anywhere">{text}</span>}
            hint={required ? "Required." : undefined}
            optional={!required}
            maxLength={ANSWER_LENGTH}
            rows={3}
            {...field(answerField(id))}
          />
        ))
      }
    </ActionForm>
  );
}
