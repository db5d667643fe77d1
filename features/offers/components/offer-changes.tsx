import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** What an instructor may change about an offer, each on a page of its own. */
export function OfferChanges({ offer }: { offer: { course: string; offer: string } }) {
  return (
    <p className="mt-5 flex flex-wrap gap-3">
      <LinkButton href={paths.editOffer(offer)} variant="secondary">
        Change the offer
      </LinkButton>
      <LinkButton href={paths.questions(offer)} variant="secondary">
        Questions to participants
      </LinkButton>
      <LinkButton href={paths.guideEditor(offer)} variant="secondary">
        Edit the guide
      </LinkButton>
    </p>
  );
}
