"use client";

import { LinkButton } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/text-field";
import { ActionForm, type StateAction } from "@/features/courses/components/action-form";
import { LONGEST_REASON } from "@/features/credits/allocations/rules";

/** Ends an allocation, with a reason for whoever asks for one. `hint` says who reads it. */
export function EndForm({
  action,
  hidden,
  press,
  hint,
  isFinal,
  back,
}: {
  action: StateAction;
  hidden: Record<string, string>;
  press: string;
  hint: string;
  isFinal: boolean;
  back: string;
}) {
  return (
    <ActionForm
      action={action}
      hidden={hidden}
      submit={press}
      variant={isFinal ? "danger" : undefined}
      aside={
        <LinkButton href={back} variant="quiet">
          Back to the allocation
        </LinkButton>
      }
    >
      {(field) => (
        <TextAreaField label="Reason" hint={hint} optional rows={3} maxLength={LONGEST_REASON} {...field("reason")} />
      )}
    </ActionForm>
  );
}
