import { NextStep } from "@/components/ui/next-step";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { giveAcknowledgementAction, takeBackAcknowledgementAction } from "@/features/credits/acknowledgements/actions";
import type { Acknowledged } from "@/features/credits/acknowledgements/queries";
import { OfferForm } from "@/features/credits/components/offer-form";
import type { OfferView } from "@/features/credits/queries";
import { formatInstant } from "@/lib/dates";

/** The words to write, and the promise to write them. */
export function AcknowledgementPanel({ offer, given }: { offer: OfferView; given: Acknowledged }) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  const isStaff = offer.standing === "staff";
  const badge = given ? (
    <StatusBadge tone="positive">Recorded</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">To do</StatusBadge>
  );
  return (
    <NextStep
      status={isStaff ? null : badge}
      title={given ? "You will acknowledge this credit" : "Say who paid for it"}
      actions={
        isStaff ? null : given ? (
          <OfferForm action={takeBackAcknowledgementAction} offer={ref}>
            <SubmitButton variant="quiet">Take it back</SubmitButton>
          </OfferForm>
        ) : (
          <OfferForm action={giveAcknowledgementAction} offer={ref}>
            <SubmitButton>I will acknowledge this</SubmitButton>
          </OfferForm>
        )
      }
    >
      <blockquote className="my-4 border-s-4 border-accent ps-5 text-lg whitespace-pre-line">
        {given?.text ?? offer.acknowledgement}
      </blockquote>
      {given ? (
        <p>You recorded this on {formatInstant(given.acknowledgedAt, offer.timeZone)}.</p>
      ) : (
        <p>
          The sponsor asks for these words in papers, on course pages and in proceedings that use what you did with the
          credit. Recording that you will is a promise to your course, and it does not change what you get.
        </p>
      )}
      {given && given.text !== offer.acknowledgement && (
        <p>
          The course has changed its words since. Yours stay as you recorded them; the copies below have the new ones.
        </p>
      )}
    </NextStep>
  );
}
