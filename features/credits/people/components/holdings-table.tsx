import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StandingBadge } from "@/features/credits/components/standing-badge";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import type { OfferView } from "../../queries";
import { describeToStaff } from "../rules";

type Holding = Pick<OfferView, "slug" | "name" | "standing" | "timeline">;

/** Where a person stands in each offer, with the last thing that happened. */
export function HoldingsTable({
  at,
  offers,
  timeZone,
}: {
  /** Whose they are: an address, and the course's slug. */
  at: { course: string; email: string };
  offers: readonly Holding[];
  timeZone: string;
}) {
  return (
    <DataTable
      id="holdings"
      caption="Offers"
      captionHidden
      rows={offers}
      rowKey={({ slug }) => slug}
      empty={
        <EmptyState title="The course has no offer yet">What the person requests and gets will stand here.</EmptyState>
      }
      columns={[
        { key: "offer", header: "Offer", rowHeader: true, cell: (offer) => <OfferLink at={at} offer={offer} /> },
        {
          key: "standing",
          header: "Standing",
          cell: ({ standing }) => <StandingBadge offer={{ standing, title: describeToStaff(standing) }} />,
        },
        { key: "since", header: "Last step", cell: (offer) => writeLastStep(offer, timeZone) },
      ]}
    />
  );
}

/** Leads to the allocations of this person, where there are some. */
function OfferLink({ at, offer: { slug, name, timeline } }: { at: { course: string; email: string }; offer: Holding }) {
  const holds = timeline.some(({ title, at }) => title === "Code given to you" && at !== null);
  const href = `${paths.allocations({ course: at.course, offer: slug })}?q=${encodeURIComponent(at.email)}`;
  return holds ? (
    <a className="link" href={href}>
      {name}
    </a>
  ) : (
    name
  );
}

function writeLastStep({ timeline }: Holding, timeZone: string): string {
  const last = timeline.findLast(({ at }) => at !== null);
  return last?.at ? formatInstantShort(last.at, timeZone) : "–";
}
