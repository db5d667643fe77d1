import { DescriptionList } from "@/components/ui/description-list";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import type { PlannedOffer } from "../rules";

/** What was set for an offer, for its instructors. */
export function OfferFactsAtDesk({ offer, timeZone }: { offer: PlannedOffer; timeZone: string }) {
  return (
    <DescriptionList
      items={[
        { term: "Amount of one code", detail: formatMoney(offer) },
        { term: "Requests open", detail: formatInstant(offer.opensAt, timeZone) },
        { term: "Requests close", detail: formatInstant(offer.closesAt, timeZone) },
        { term: "Last day to redeem", detail: formatDay(offer.redeemBy) },
        { term: "Requests are answered", detail: offer.policy === "AUTOMATIC" ? "at once" : "by approval" },
        { term: "Acknowledgement", detail: <p className="whitespace-pre-line">{offer.acknowledgement}</p> },
      ]}
    />
  );
}
