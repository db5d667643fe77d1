import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { Section } from "@/components/ui/section";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { type OfferReport, peopleNote, places, placeWords, steps, stepWords, writeShare } from "../rules";
import { BatchReports } from "./batch-reports";

/** One offer: its dates, how far people came, where the codes are and what they are worth, and the files they came in. */
export function OfferReportView({ offer, timeZone }: { offer: OfferReport; timeZone: string }) {
  const { slug, name, currency, received, people } = offer;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency });
  const when = (instant: Date | null) => (instant ? formatInstantShort(instant, timeZone) : "–");
  return (
    <Section
      id={slug}
      title={name}
      intro={`${money(offer.amountMinor)} a code. Times are in ${timeZone.replaceAll("_", " ")}.`}
      stacked
    >
      <DescriptionList
        layout="columns"
        items={[
          { term: "Window opens", detail: when(offer.opensAt) },
          { term: "Window closes", detail: when(offer.closesAt) },
          { term: "Last day to redeem", detail: formatDay(offer.redeemBy) },
          { term: "First code given", detail: when(offer.firstGivenAt) },
          { term: "Last redemption", detail: when(offer.lastRedeemedAt) },
        ]}
      />
      <Part>
        <DataTable
          id={`${slug}-people`}
          caption="People"
          alwaysTable
          rows={steps}
          rowKey={(step) => step}
          columns={[
            { key: "step", header: "Step", rowHeader: true, cell: (step) => stepWords[step] },
            { key: "people", header: "People", numeric: true, cell: (step) => people[step].toLocaleString("en") },
            {
              key: "share",
              header: "Of those enrolled",
              numeric: true,
              cell: (step) => writeShare(people[step], people.enrolled),
            },
          ]}
        />
        <p className="mt-2 text-sm text-muted">{peopleNote}</p>
      </Part>
      <Part>
        <DataTable
          id={`${slug}-codes`}
          caption="Codes and what they are worth"
          alwaysTable
          rows={[...places, null]}
          rowKey={(place) => place ?? "received"}
          columns={[
            {
              key: "place",
              header: "State",
              rowHeader: true,
              cell: (place) => (place ? placeWords[place] : "Received in all"),
            },
            {
              key: "codes",
              header: "Codes",
              numeric: true,
              cell: (place) => (place ? offer.places[place] : received).codes.toLocaleString("en"),
            },
            {
              key: "worth",
              header: "Worth",
              numeric: true,
              cell: (place) => money((place ? offer.places[place] : received).amountMinor),
            },
          ]}
        />
      </Part>
      <Part>
        <BatchReports offer={offer} timeZone={timeZone} />
      </Part>
    </Section>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <div className="mt-8">{children}</div>;
}
