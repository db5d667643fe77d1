import { PoolMeter } from "@/features/credits/imports/components/pool-meter";
import { formatDay } from "@/lib/dates";
import { daysUntil, forecastPool, type OfferFigures } from "../rules";

type Figures = OfferFigures & { redeemBy: Date };

/** How many codes are left, how long they last, and how long they may be used. */
export function PoolOutlook({ offer, now }: { offer: Figures; now: Date }) {
  return (
    <div className="space-y-2">
      <PoolMeter available={offer.available} allocated={offer.given} quarantined={offer.quarantined} />
      <p>{forecastPool(offer, now)}</p>
      <p className="tabular text-sm text-muted">
        {writeExpiry(offer, now)}
        {writeEarlier(offer, now)}
      </p>
      {offer.spare > 0 && (
        <p className="tabular text-sm text-muted">
          {offer.spare.toLocaleString("en")} {offer.spare === 1 ? "spare is" : "spares are"} kept aside for
          replacements.
        </p>
      )}
    </div>
  );
}

function writeExpiry({ expiresAt, redeemBy }: Figures, now: Date): string {
  const day = formatDay(redeemBy);
  return expiresAt > now
    ? `The offer expires ${daysUntil(expiresAt, now)}: ${day} is the last day to redeem.`
    : `The offer has expired: ${day} was the last day to redeem.`;
}

/** Batches may expire before their offer does. */
function writeEarlier({ expiries, expiresAt }: Figures, now: Date): string {
  return expiries
    .filter((batch) => batch.expiresAt < expiresAt)
    .map(({ unused, expiresAt }) => {
      const codes = unused === 1 ? "1 unused code expires" : `${unused.toLocaleString("en")} unused codes expire`;
      return ` Before that, ${codes} ${daysUntil(expiresAt, now)}.`;
    })
    .join("");
}
