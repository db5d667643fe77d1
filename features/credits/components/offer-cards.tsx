import { EmptyState } from "@/components/ui/empty-state";
import type { OfferView } from "@/features/credits/queries";
import { OfferCard } from "./offer-card";

/** The offers of a course, or that there is none yet. Where there are several it says that they do not rule each other out. */
export function OfferCards({ offers }: { offers: readonly OfferView[] }) {
  if (offers.length === 0) {
    return (
      <EmptyState title="This course offers no credit yet">
        <p>When it does, you find it here. Nothing has to be done before.</p>
      </EmptyState>
    );
  }
  return (
    <div className="space-y-8">
      {offers.length > 1 && (
        <p className="max-w-text text-lg text-muted">
          Each credit here is asked for on its own. You may ask for all that suit you, and get one code of each.
        </p>
      )}
      {offers.map((offer) => (
        <OfferCard key={offer.slug} offer={offer} />
      ))}
    </div>
  );
}
