import { Button, LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ActNotice, type ActQuery } from "@/features/credits/allocations/components/act-notice";
import type { PersonRow, WithoutView } from "@/features/credits/bulk/queries";
import { refusedWords } from "@/features/credits/bulk/rules";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { writeCount } from "@/features/credits/selections/rules";
import { paths } from "@/lib/paths";

type At = { course: string; offer: string };

/** Participants who have no code of the offer, to give one to some or all of them. Leads to a page that says what will happen. */
export function GivingPage({ at, view, query }: { at: At; view: WithoutView & { q: string }; query: ActQuery }) {
  const { offer, available, matching, refused, people, q } = view;
  const more =
    matching > people.length
      ? ` The first ${people.length} are here; search for others, or give to all that match.`
      : "";
  return (
    <>
      <ActNotice query={query} />
      <PageHeader
        title="Give codes by hand"
        kicker={offer.name}
        lead="To participants who have none: whether they have asked or not, and whether requests are open or not. Nobody gets two."
      />
      <p className="tabular mb-6 max-w-text">
        {available.toLocaleString("en")} {available === 1 ? "code" : "codes"} in the pool, and {writeCount(matching)}{" "}
        {matching === 1 ? "person" : "people"} without{q === "" ? "" : " whose name or address begins like that"}.
        {refused > 0 &&
          ` ${writeCount(refused)} of them ${refused === 1 ? "was" : "were"} declined or revoked before; “all” leaves them out.`}
        {more}
      </p>
      {available === 0 && (
        <Notice kind="caution" title="The pool is empty" className="mb-8">
          <p>
            Nobody can be given a code until there are more.{" "}
            <a className="link" href={paths.codesImport(at)}>
              Import codes
            </a>
          </p>
        </Notice>
      )}
      <form method="get" action={paths.giveCodes(at)} className="mb-6 flex flex-wrap items-end gap-3">
        <TextField
          name="q"
          label="Name or address"
          type="search"
          defaultValue={q}
          maxLength={100}
          required={false}
          width="medium"
        />
        <Button type="submit" variant="secondary">
          Find
        </Button>
        {q !== "" && (
          <LinkButton href={paths.giveCodes(at)} variant="quiet">
            Show everybody
          </LinkButton>
        )}
      </form>
      {people.length === 0 ? <Nobody at={at} searched={q !== ""} /> : <People at={at} view={view} />}
    </>
  );
}

function People({ at, view: { people, all, q } }: { at: At; view: WithoutView & { q: string } }) {
  return (
    <form method="get" action={paths.confirmGiving(at)}>
      {q !== "" && <input type="hidden" name="q" value={q} />}
      <DataTable
        id="without"
        caption="Participants without a code"
        captionHidden
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          { key: "tick", header: "Choose", cell: (person) => <TickBox {...person} /> },
          { key: "who", header: "Participant", rowHeader: true, cell: (person) => <ParticipantCell {...person} /> },
          { key: "before", header: "Before", cell: ({ refused }) => (refused ? refusedWords[refused] : "–") },
        ]}
      />
      <div className="mt-6 flex flex-wrap items-end gap-3">
        <SelectField
          name="scope"
          label="To"
          defaultValue="ticked"
          options={[
            { value: "ticked", label: "the chosen ones on this page" },
            { value: "all", label: `all who have none${q === "" ? "" : " and match"} (${writeCount(all)})` },
          ]}
        />
        <Button type="submit">Give codes…</Button>
      </div>
    </form>
  );
}

function TickBox({ id, name, email }: PersonRow) {
  return <input type="checkbox" name="id" value={id} aria-label={`Choose ${name || email}`} className="choice" />;
}

function Nobody({ at, searched }: { at: At; searched: boolean }) {
  return searched ? (
    <EmptyState title="Nobody found">
      Nobody without a code has a name or address that begins like that. Perhaps they have one already: look in the
      allocations.
    </EmptyState>
  ) : (
    <EmptyState
      title="Everybody has a code"
      action={<LinkButton href={paths.allocations(at)}>See the allocations</LinkButton>}
    >
      There is no participant without one, or there are no participants yet.
    </EmptyState>
  );
}
