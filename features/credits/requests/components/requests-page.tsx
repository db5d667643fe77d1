import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import type { RequestsView } from "@/features/credits/requests/queries";
import { paths } from "@/lib/paths";
import { DecideBar } from "./decide-bar";
import { DecidedNotice, type DecidedQuery } from "./decided-notice";
import { listAddress } from "./list-address";
import { ListChoice } from "./list-choice";
import { RequestsTable } from "./requests-table";

/** The requests of an offer: those to decide, those who wait for a code, or what was decided. */
export function RequestsPage({
  at,
  view,
  timeZone,
  mayInstruct,
  query,
}: {
  at: { course: string; offer: string };
  view: RequestsView & { search: string; isFirstPage: boolean };
  timeZone: string;
  mayInstruct: boolean;
  query: DecidedQuery;
}) {
  const { offer, counts, available, state, rows, search } = view;
  const place = { at, state, search };
  const areAllChosen = query.select === "all";
  const after = typeof query.after === "string" ? query.after : undefined;
  return (
    <>
      <DecidedNotice query={query} />
      <PageHeader
        title="Requests"
        kicker={offer.name}
        lead={`${leadOf(offer)} Times are in ${timeZone.replaceAll("_", " ")}.`}
      />
      <p>
        Codes in the pool: <strong className="tabular">{available.toLocaleString("en")}</strong>
      </p>
      {counts.pending + counts.waiting > 0 && available === 0 && (
        <Notice kind="caution" title="The pool is empty" className="mt-6">
          <p>
            Nobody can be given a code until there are more.{" "}
            {mayInstruct ? (
              <a className="link" href={paths.codesImport(at)}>
                Import codes
              </a>
            ) : (
              "An instructor can import them."
            )}
          </p>
        </Notice>
      )}
      {view.hasAny && <ListChoice place={place} counts={counts} />}
      <section className="mt-8" aria-label="Requests">
        {rows.length === 0 ? (
          <NoRequests view={view} />
        ) : (
          <>
            <p className="mb-3 max-w-text text-muted">{INTROS[state]}</p>
            {state !== "decided" && (
              <DecideBar
                place={place}
                after={after}
                mayApprove={state === "pending"}
                shown={rows.length}
                matching={counts[state]}
                areAllChosen={areAllChosen}
              />
            )}
            <RequestsTable place={place} rows={rows} timeZone={timeZone} areAllChosen={areAllChosen} />
          </>
        )}
        {(view.next || !view.isFirstPage) && (
          <Pager
            label="Pages of requests"
            previous={view.isFirstPage ? undefined : { href: listAddress(place), label: "The first page" }}
            next={view.next ? { href: listAddress(place, { after: view.next }), label: "The next page" } : undefined}
          />
        )}
      </section>
    </>
  );
}

const INTROS = {
  pending: "Who asked first is first.",
  waiting:
    "They get a code in this order, by themselves and with a mail, as soon as there are codes in the pool. They can leave the list, too.",
  decided: "The newest requests first.",
};

function NoRequests({ view: { hasAny, search, state } }: { view: { hasAny: boolean; search: string; state: string } }) {
  if (!hasAny) {
    return <EmptyState title="No requests yet">A request is here as soon as a participant asks for a code.</EmptyState>;
  }
  if (search !== "") {
    return (
      <EmptyState title={`Nobody in this list matches “${search}”`}>
        Look for a part of a name or of an address, or in another list.
      </EmptyState>
    );
  }
  const titles: Record<string, string> = { pending: "Nothing to decide", waiting: "Nobody waits for a code" };
  return <EmptyState title={titles[state] ?? "Nothing is decided yet"}>The other lists have what there is.</EmptyState>;
}

function leadOf({ byApproval }: RequestsView["offer"]): string {
  return byApproval
    ? "Participants ask, and you decide. An approved request gets a code at once, or a place on the waiting list while the pool is empty."
    : "Codes of this offer are given at once. Only who asks while the pool is empty has to wait.";
}
