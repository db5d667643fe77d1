import { Checkbox } from "@/components/ui/choice-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { reportCodeAction } from "@/features/credits/actions";
import { OfferForm, type OfferRef } from "./offer-form";

/** Reports a code for a cause. `confirm` is the sentence that the person stands for. */
export function ReportForm({ offer, cause, confirm }: { offer: OfferRef; cause: string; confirm: string }) {
  return (
    <OfferForm action={reportCodeAction} offer={offer} className="space-y-4">
      <input type="hidden" name="cause" value={cause} />
      <Checkbox name="confirmed" label={confirm} />
      <SubmitButton>Report that my code does not work</SubmitButton>
      <p className="text-sm text-muted">
        The code is taken out of use, and an instructor gives you another as soon as there is one. You can take the
        report back.
      </p>
    </OfferForm>
  );
}
