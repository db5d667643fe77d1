import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { DecisionNotice, type DecisionQuery } from "@/features/credits/components/decision-notice";
import type { RequestsView } from "@/features/credits/requests/queries";
import { paths } from "@/lib/paths";
import { DecidedRequests } from "./decided-requests";
import { OpenRequests } from "./open-requests";

/** The requests of an offer: those to decide first, then those who wait for a code, then what was decided. */
export function RequestsPage({
  at,
  view,
  timeZone,
  query,
}: {
  at: { course: string; offer: string };
  view: RequestsView & { isFirstPage: boolean };
  timeZone: string;
  query: DecisionQuery;
}) {
  const { offer, counts, available } = view;
  const isOpen = counts.pending + counts.waiting > 0;
  return (
    <>
      <DecisionNotice query={query} />
      <PageHeader
        title="Requests"
        kicker={offer.name}
        lead={`${leadOf(offer)} Times are in ${timeZone.replaceAll("_", " ")}.`}
      />
      <DescriptionList
        layout="columns"
        items={[
          { term: "To decide", detail: counts.pending },
          { term: "Waiting for a code", detail: counts.waiting },
          { term: "Decided", detail: counts.decided },
          { term: "Codes in the pool", detail: available },
        ]}
      />
      {isOpen && available === 0 && (
        <Notice kind="caution" title="The pool is empty" className="mt-8">
          <p>
            Nobody can be given a code until there are more.{" "}
            <a className="link" href={paths.codesImport(at)}>
              Import codes
            </a>
          </p>
        </Notice>
      )}
      <div className="mt-8">
        {!isOpen && counts.decided === 0 && (
          <EmptyState title="No requests yet">A request is here as soon as a participant asks for a code.</EmptyState>
        )}
        {counts.pending > 0 && (
          <OpenRequests
            id="pending"
            title="To decide"
            intro="Who asked first is first."
            at={at}
            rows={view.pending}
            total={counts.pending}
            timeZone={timeZone}
          />
        )}
        {counts.waiting > 0 && (
          <OpenRequests
            id="waiting"
            title="Waiting for a code"
            intro="They get a code in this order, by themselves, as soon as there are codes in the pool."
            at={at}
            rows={view.waiting}
            total={counts.waiting}
            timeZone={timeZone}
          />
        )}
        {view.decided.length > 0 && (
          <DecidedRequests
            at={at}
            rows={view.decided}
            next={view.next}
            isFirstPage={view.isFirstPage}
            timeZone={timeZone}
          />
        )}
      </div>
    </>
  );
}

function leadOf({ byApproval }: RequestsView["offer"]): string {
  return byApproval
    ? "Participants ask, and you decide. An approved request gets a code at once, or a place on the waiting list while the pool is empty."
    : "Codes of this offer are given at once. Only who asks while the pool is empty has to wait.";
}
