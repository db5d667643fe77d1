"use client";

import { LinkButton } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/text-field";
import { ActionForm, type StateAction } from "@/features/courses/components/action-form";

/** Asks for the reason before requests are declined: one for all of them. `hidden` says which, and where to go back to. */
export function DeclineForm({
  action,
  hidden,
  count,
  listHref,
}: {
  action: StateAction;
  hidden: Record<string, string>;
  count: number;
  listHref: string;
}) {
  return (
    <ActionForm
      action={action}
      hidden={hidden}
      submit={count === 1 ? "Decline the request" : `Decline ${count.toLocaleString("en")} requests`}
      aside={
        <LinkButton href={listHref} variant="quiet">
          Back to the requests
        </LinkButton>
      }
    >
      {(field) => (
        <TextAreaField
          label="Your reason"
          hint={`${count === 1 ? "The participant reads it" : "Each of them reads it"}, in a mail and beside the offer. Say what they can do now.`}
          maxLength={1000}
          {...field("reason")}
        />
      )}
    </ActionForm>
  );
}
