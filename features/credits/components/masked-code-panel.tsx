import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import type { OfferView } from "@/features/credits/queries";
import { RevealForm } from "./reveal-form";
import { StandingBadge } from "./standing-badge";

/**
 * A code that its owner has not looked at. The dots are a drawing: the page holds nothing of the code. Where the guide has questions, the
 * button stands behind them; otherwise it is here.
 */
export function MaskedCodePanel({ offer, questions }: { offer: OfferView; questions: number }) {
  return (
    <NextStep
      status={<StandingBadge offer={offer} />}
      title="Your code is still hidden"
      actions={
        questions > 0 ? (
          <LinkButton href="#before" variant="secondary">
            {questions === 1 ? "A question" : `${NUMBERS[questions] ?? questions} questions`} before you look
          </LinkButton>
        ) : (
          <RevealForm offer={{ course: offer.course.slug, offer: offer.slug }} />
        )
      }
    >
      <p className="code-text my-4 bg-sunk px-5 py-4 text-xl text-muted select-none sm:text-2xl" aria-hidden="true">
        •••• •••• •••• ••••
      </p>
      <p>{offer.sentence}</p>
      {offer.replacedAt && (
        <p>This is a new code: the one that you had before was replaced, and it no longer counts.</p>
      )}
    </NextStep>
  );
}

const NUMBERS: Record<number, string> = { 2: "Two", 3: "Three", 4: "Four", 5: "Five" };
