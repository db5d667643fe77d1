import { DescriptionList } from "@/components/ui/description-list";
import type { OfferView } from "@/features/credits/queries";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

/** What the offer is, its dates with their zone, and whom to ask. */
export function OfferFacts({ offer }: { offer: OfferView }) {
  const { timeZone, course } = offer;
  return (
    <DescriptionList
      className="max-w-text"
      items={[
        { term: "Credit", detail: `${formatMoney(offer)}, ${offer.name}` },
        { term: "Requests open", detail: formatInstant(offer.opensAt, timeZone) },
        { term: "Requests close", detail: formatInstant(offer.closesAt, timeZone) },
        {
          term: "Last day to redeem",
          detail: `${formatDay(offer.redeemBy)}, until midnight (${timeZone.replaceAll("_", " ")})`,
        },
        {
          term: "How it is given",
          detail: offer.byApproval ? "After an instructor has approved your request" : "At once, while there are codes",
        },
        { term: "Whom to ask", detail: <Contact name={course.contactName} address={course.contactAddress} /> },
      ]}
    />
  );
}

/** The contact of a course, with the address to write to. */
export function Contact({ name, address }: { name: string; address: string }) {
  return (
    <>
      {name},{" "}
      <a href={`mailto:${address}`} className="link wrap-anywhere">
        {address}
      </a>
    </>
  );
}
