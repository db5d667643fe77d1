import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { paths } from "@/lib/paths";
import type { SponsorReport } from "../rules";
import { OfferReportView } from "./offer-report-view";

/** What a sponsor may know of a course's offers. */
export function SponsorReportView({ course, report }: { course: string; report: SponsorReport }) {
  if (report.offers.length === 0) {
    return (
      <EmptyState
        title="There is nothing to report yet"
        action={<LinkButton href={paths.newOffer(course)}>Make an offer</LinkButton>}
      >
        The report tells of offers and their codes, and the course has no offer.
      </EmptyState>
    );
  }
  return report.offers.map((offer) => (
    <OfferReportView key={offer.slug} offer={offer} timeZone={report.course.timeZone} />
  ));
}
