import { DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { declineRequestsAction } from "@/features/credits/requests/actions";
import type { RequestRow } from "@/features/credits/requests/queries";
import { formatInstantShort } from "@/lib/dates";
import { DeclineForm } from "./decline-form";
import { type ListPlace, listAddress } from "./list-address";

/**
 * The step between wanting to decline requests and declining them: whose they are, what follows, and the reason. `gone` is how many of those
 * chosen somebody else has decided since.
 */
export function DeclinePage({
  place,
  open,
  gone,
  timeZone,
}: {
  place: ListPlace;
  open: readonly RequestRow[];
  gone: number;
  timeZone: string;
}) {
  const isOne = open.length === 1;
  return (
    <div className="max-w-text">
      <PageHeader
        title={isOne ? "Decline a request" : `Decline ${open.length} requests`}
        lead={`No code is given, and ${isOne ? "the participant gets" : "each participant gets"} a mail with your reason. Who waits loses the place for now. You can still approve ${isOne ? "the request" : "a request"} later.`}
      />
      {gone > 0 && (
        <Notice kind="caution" className="mb-6">
          <p>
            {gone === 1 ? "1 of those that you chose was" : `${gone} of those that you chose were`} decided meanwhile
            and
            {gone === 1 ? " is" : " are"} not in this list.
          </p>
        </Notice>
      )}
      <div className="mb-8">
        <DataTable
          id="to-decline"
          caption="Requests to decline"
          captionHidden
          rows={open}
          rowKey={(row) => row.id}
          columns={[
            { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
            { key: "asked", header: "Asked", cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone) },
          ]}
        />
      </div>
      <DeclineForm
        action={declineRequestsAction}
        hidden={{
          ...place.at,
          state: place.state,
          q: place.search,
          requests: open.map(({ id }) => id).join(","),
        }}
        count={open.length}
        listHref={listAddress(place)}
      />
    </div>
  );
}
