import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { OfferStateBadge } from "@/features/offers/components/offer-state-badge";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import { PoolMeter } from "./pool-meter";

type OfferCard = {
  slug: string;
  name: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  redeemBy: Date;
  state: "not-yet-open" | "open" | "closed" | "expired";
};
type Pool = {
  offer: string;
  available: number;
  allocated: number;
  quarantined: number;
  waiting: number;
  pending: number;
};

/** The offers of a course with window, last day and pool. The zone is named once, above. */
export function OffersAtDesk({
  course,
  timeZone,
  offers,
  pools,
}: {
  course: string;
  timeZone: string;
  offers: readonly OfferCard[];
  pools: readonly Pool[];
}) {
  if (offers.length === 0) {
    return (
      <EmptyState title="No offer yet">
        An offer is a credit that this course gives, such as 100 US dollars at a cloud provider.
      </EmptyState>
    );
  }
  return (
    <ul className="space-y-5">
      {offers.map((offer) => {
        const pool = pools.find((one) => one.offer === offer.slug);
        return (
          <li key={offer.slug}>
            <Card
              title={`${offer.name}, ${formatMoney(offer)}`}
              href={paths.adminOffer({ course, offer: offer.slug })}
              headingLevel={3}
              status={<OfferStateBadge state={offer.state} />}
            >
              <p className="tabular text-sm text-muted">
                Requests from {formatInstantShort(offer.opensAt, timeZone)} to{" "}
                {formatInstantShort(offer.closesAt, timeZone)}; to be redeemed by {formatDay(offer.redeemBy)}
              </p>
              {pool && (
                <div className="mt-4">
                  <PoolMeter {...pool} />
                  {pool.waiting + pool.pending > 0 && (
                    <p className="tabular mt-2 text-sm">
                      {pool.waiting} waiting for a code, {pool.pending} for an approval
                    </p>
                  )}
                </div>
              )}
            </Card>
          </li>
        );
      })}
    </ul>
  );
}
