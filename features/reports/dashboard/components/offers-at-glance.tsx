import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { WholeDays } from "@/components/ui/whole-days";
import { OfferStateBadge } from "@/features/offers/components/offer-state-badge";
import { formatInstantShort } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import { BurnDownChart } from "../../burn-down/components/burn-down-chart";
import type { BurnDown } from "../../burn-down/rules";
import type { OfferAtGlance } from "../queries";
import { FunnelChart } from "./funnel-chart";
import { PoolOutlook } from "./pool-outlook";

/** The offers of a course: pool and forecast, how far people have come, and for instructors the way to another offer. The zone is named once, above. */
export function OffersAtGlance({
  course,
  offers,
  mayInstruct,
}: {
  course: { slug: string; timeZone: string; now: Date };
  offers: readonly (OfferAtGlance & { burnDown: BurnDown | null })[];
  mayInstruct: boolean;
}) {
  if (offers.length === 0) {
    return (
      <EmptyState title="No offer yet">
        An offer is a credit that this course gives, such as 100 US dollars at a cloud provider.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="space-y-5">
        {offers.map((offer) => (
          <li key={offer.slug}>
            <Card
              title={
                <a href={paths.adminOffer({ course: course.slug, offer: offer.slug })} className="link">
                  {offer.name}, {formatMoney(offer)}
                </a>
              }
              headingLevel={3}
              status={<OfferStateBadge state={offer.state} />}
            >
              <p className="tabular mb-4 text-sm text-muted">
                <WholeDays
                  text={`Requests from ${formatInstantShort(offer.opensAt, course.timeZone)} to ${formatInstantShort(offer.closesAt, course.timeZone)}`}
                />
              </p>
              <div className="grid gap-x-10 gap-y-6 xl:grid-cols-2">
                <PoolOutlook offer={offer} now={course.now} />
                <div className="xl:col-start-2 xl:row-span-2 xl:row-start-1">
                  <FunnelChart
                    id={`funnel-${offer.slug}`}
                    title="How far participants have come"
                    funnel={offer.funnel}
                  />
                </div>
                {offer.burnDown && (
                  <BurnDownChart id={`left-${offer.slug}`} title="Codes left" chart={offer.burnDown} />
                )}
              </div>
            </Card>
          </li>
        ))}
      </ul>
      {mayInstruct && (
        <LinkButton href={paths.newOffer(course.slug)} variant="secondary" className="mt-5">
          Make another offer
        </LinkButton>
      )}
    </>
  );
}
