import { DataTable } from "@/components/ui/data-table";
import { formatInstantShort, formatLastDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import type { OfferReport } from "../rules";

/** The files that the codes came in. A sponsor who has the file can hold its digest against this one. */
export function BatchReports({ offer, timeZone }: { offer: OfferReport; timeZone: string }) {
  return (
    <DataTable
      id={`${offer.slug}-batches`}
      caption="Codes received, by file"
      rows={offer.batches}
      rowKey={({ id }) => id}
      empty={<p className="text-muted">No codes were received.</p>}
      columns={[
        {
          key: "received",
          header: "Received",
          rowHeader: true,
          cell: ({ receivedAt }) => formatInstantShort(receivedAt, timeZone),
        },
        { key: "codes", header: "Codes", numeric: true, cell: ({ codes }) => codes.toLocaleString("en") },
        {
          key: "worth",
          header: "Worth",
          numeric: true,
          cell: ({ amountMinor }) => formatMoney({ amountMinor, currency: offer.currency }),
        },
        {
          key: "expires",
          header: "Last day",
          cell: ({ expiresAt }) => (expiresAt ? formatLastDay(expiresAt, timeZone) : "with the offer"),
        },
        {
          key: "digest",
          header: "SHA-256 of the file",
          cell: ({ digest }) => <span className="font-mono text-xs break-all">{digest}</span>,
        },
      ]}
    />
  );
}
