import { SubmitButton } from "@/components/ui/submit-button";
import { revealCodeAction } from "@/features/credits/actions";
import { OfferForm, type OfferRef } from "./offer-form";

/** The button that shows the code: the one act that cannot be taken back. */
export function RevealForm({ offer }: { offer: OfferRef }) {
  return (
    <OfferForm action={revealCodeAction} offer={offer}>
      <SubmitButton size="large">Show my code</SubmitButton>
      <p className="mt-3 max-w-text text-sm text-muted">
        We note when you look at it. From then on it is yours for good: it cannot go back to the course.
      </p>
    </OfferForm>
  );
}
