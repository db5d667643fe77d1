import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import type { RequestRow } from "@/features/credits/requests/queries";
import { formatInstant } from "@/lib/dates";
import { DeclineForm } from "./decline-form";

/** The step between wanting to decline a request and declining it: whose it is, what follows, and the reason. */
export function DeclinePage({
  at,
  request,
  timeZone,
}: {
  at: { course: string; offer: string };
  request: RequestRow;
  timeZone: string;
}) {
  return (
    <div className="max-w-text">
      <PageHeader
        title="Decline a request"
        lead="No code is given, and the participant gets a mail with your reason. You can still approve the request later."
      />
      <DescriptionList
        className="mb-8"
        items={[
          { term: "Participant", detail: <ParticipantCell {...request} /> },
          { term: "Asked", detail: formatInstant(request.createdAt, timeZone) },
        ]}
      />
      <DeclineForm at={at} requestId={request.id} />
    </div>
  );
}
