import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { findOddDates, judgeCapacity, type SetUpCourse, type SetUpOffer } from "../rules";

/** Each offer as its participants will meet it: window, last day, how far its codes go, and what is odd about it. */
export function OpeningOffers({
  course,
  offers,
  participants,
  now,
}: {
  course: SetUpCourse;
  offers: readonly SetUpOffer[];
  participants: number;
  now: Date;
}) {
  return (
    <ul className="space-y-5">
      {offers.map((offer) => {
        const capacity = judgeCapacity(offer, participants);
        const odd = findOddDates(offer, course, now);
        return (
          <li key={offer.slug}>
            <Card
              title={offer.name}
              href={paths.adminOffer({ course: course.slug, offer: offer.slug })}
              headingLevel={3}
              status={
                <OfferVerdict
                  isShort={capacity.isShort}
                  isEmpty={offer.available + offer.allocated === 0}
                  isOdd={odd.length > 0}
                />
              }
            >
              <p className="tabular text-sm text-muted">
                Requests from {formatInstantShort(offer.opensAt, course.timeZone)} to{" "}
                {formatInstantShort(offer.closesAt, course.timeZone)}; to be redeemed by {formatDay(offer.redeemBy)}
              </p>
              <p className="mt-2">{capacity.sentence}</p>
              {odd.map((sentence) => (
                <p key={sentence} className="mt-2">
                  {sentence}
                </p>
              ))}
            </Card>
          </li>
        );
      })}
    </ul>
  );
}

function OfferVerdict({ isShort, isEmpty, isOdd }: { isShort: boolean; isEmpty: boolean; isOdd: boolean }) {
  if (isOdd) {
    return <StatusBadge tone="caution">Look at the dates</StatusBadge>;
  }
  if (isEmpty) {
    return <StatusBadge tone="caution">No codes yet</StatusBadge>;
  }
  return isShort ? (
    <StatusBadge tone="caution">Too few codes</StatusBadge>
  ) : (
    <StatusBadge tone="positive">Ready</StatusBadge>
  );
}
