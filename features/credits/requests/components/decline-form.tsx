"use client";

import { LinkButton } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { declineRequestAction } from "@/features/credits/requests/actions";
import { paths } from "@/lib/paths";

/** Asks for the reason before a request is declined. */
export function DeclineForm({ at, requestId }: { at: { course: string; offer: string }; requestId: string }) {
  return (
    <ActionForm
      action={declineRequestAction}
      hidden={{ ...at, requestId }}
      submit="Decline the request"
      aside={
        <LinkButton href={paths.requests(at)} variant="quiet">
          Back to the requests
        </LinkButton>
      }
    >
      {(field) => (
        <TextAreaField
          label="Your reason"
          hint="The participant reads it, in a mail and beside the offer. Say what they can do now."
          maxLength={1000}
          {...field("reason")}
        />
      )}
    </ActionForm>
  );
}
