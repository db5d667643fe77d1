import type { OfferView } from "@/features/credits/queries";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import { hasTimeline, OfferTimeline } from "./offer-timeline";
import { StandingActions } from "./standing-actions";
import { StandingBadge } from "./standing-badge";

/** An offer on its course's page: state and next step first, the walk beside or below it. */
export function OfferCard({ offer }: { offer: OfferView }) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  return (
    <article className="grid gap-x-12 gap-y-7 border border-line border-t-4 border-t-accent bg-surface px-5 py-5 sm:px-8 sm:py-7 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div>
        <StandingBadge offer={offer} />
        <h2 className="mt-3 text-2xl">
          <a href={paths.offer(ref)} className="text-accent hover:underline hover:underline-offset-4">
            {offer.name}, {formatMoney(offer)}
          </a>
        </h2>
        <p className="mt-2 max-w-text">{offer.sentence}</p>
        <div className="no-print mt-5 flex flex-wrap items-center gap-3">
          <StandingActions offer={offer} />
        </div>
        <p className="mt-6 text-sm text-muted">
          Last day to redeem: {formatDay(offer.redeemBy)} ({offer.timeZone.replaceAll("_", " ")}).{" "}
          <a href={paths.offer(ref)} className="link">
            All dates and papers of {offer.name}
          </a>
        </p>
      </div>
      {hasTimeline(offer) && (
        <div className="border-line max-lg:border-t max-lg:pt-5 lg:border-s lg:ps-8">
          <OfferTimeline offer={offer} />
        </div>
      )}
    </article>
  );
}
