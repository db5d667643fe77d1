import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { findGuide } from "@/content/guides/index";
import { cancelRequestAction, requestCodeAction } from "@/features/credits/actions";
import type { OfferView } from "@/features/credits/queries";
import { paths } from "@/lib/paths";
import { OfferForm } from "./offer-form";

/** What the person can do about an offer now: at most one primary button. */
export function StandingActions({ offer }: { offer: OfferView }) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  const guide = findGuide(offer.guide);
  const budget = guide?.pages.find(({ kind }) => kind === "budget");
  const toCode = (variant: "primary" | "secondary") => (
    <LinkButton href={paths.code(ref)} variant={variant}>
      Go to my code
    </LinkButton>
  );
  const toGuide = guide && (
    <LinkButton href={paths.guide(ref)} variant="secondary">
      Read the guide
    </LinkButton>
  );
  switch (offer.standing) {
    case "open":
      return (
        <>
          {offer.questions.length > 0 ? (
            <LinkButton href={`${paths.offer(ref)}#request`}>Answer its questions to request my code</LinkButton>
          ) : (
            <OfferForm action={requestCodeAction} offer={ref}>
              <SubmitButton>Request my code</SubmitButton>
            </OfferForm>
          )}
          {toGuide}
        </>
      );
    case "pending":
    case "waiting":
      return (
        <>
          {toGuide}
          <OfferForm action={cancelRequestAction} offer={ref}>
            <div className="items-center gap-x-3 sm:flex">
              <SubmitButton variant="quiet" className="flex-none">
                {offer.standing === "waiting" ? "Leave the waiting list" : "Take my request back"}
              </SubmitButton>
              {offer.standing === "waiting" && (
                <p className="text-sm text-muted">
                  If you leave, your place is lost: who asks again stands at the end.
                </p>
              )}
            </div>
          </OfferForm>
        </>
      );
    case "allocated":
    case "revealed":
      return (
        <>
          {toCode("primary")}
          {toGuide}
        </>
      );
    case "redeemed":
      return (
        <>
          {budget && <LinkButton href={paths.guidePage({ ...ref, page: budget.slug })}>{budget.title}</LinkButton>}
          {toCode("secondary")}
        </>
      );
    case "reported":
      return toCode("secondary");
    case "closed":
    case "declined":
    case "withdrawn":
    case "expired":
      return (
        <LinkButton href={`mailto:${offer.course.contactAddress}`} variant="secondary">
          Write to {offer.course.contactName}
        </LinkButton>
      );
    default:
      return toGuide;
  }
}
