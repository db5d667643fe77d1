import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { ActNotice, type ActQuery } from "@/features/credits/allocations/components/act-notice";
import type { SparesView } from "@/features/credits/spares/queries";
import { CountForm, MoveForm, TakeOutForm } from "./count-form";

/** Codes that are kept aside for replacements, and the ways to and from the pool and other offers. */
export function SparesPage({
  at,
  view: { offer, available, spare, targets },
  query,
}: {
  at: { course: string; offer: string };
  view: SparesView;
  query: ActQuery;
}) {
  return (
    <>
      <ActNotice query={query} />
      <PageHeader
        title="Spares and moves"
        kicker={offer.name}
        lead="Spares are unused codes that nobody gets by asking. They are there to replace codes that turn out bad."
      />
      <DescriptionList
        layout="columns"
        items={[
          { term: "In the pool", detail: available.toLocaleString("en") },
          { term: "Spares", detail: spare.toLocaleString("en") },
        ]}
      />
      <Section title="Keep codes aside" intro="Those that expire last. You can put them back at any time.">
        {available > 0 ? (
          <CountForm at={at} act="set-aside" most={available} />
        ) : (
          <p>The pool is empty, so there is nothing to keep aside.</p>
        )}
      </Section>
      <Section title="Put spares back" intro="Into the pool. People who wait for a code get one at once.">
        {spare > 0 ? <CountForm at={at} act="return" most={spare} /> : <p>There are no spares.</p>}
      </Section>
      <Section
        title="Move unused codes"
        intro="To another offer of the same provider in this course. They can be moved back as long as nobody was given one."
      >
        {targets.length === 0 ? (
          <p>There is no other offer of this provider in the course.</p>
        ) : available === 0 ? (
          <p>The pool is empty, so there is nothing to move.</p>
        ) : (
          <MoveForm at={at} most={available} targets={targets} />
        )}
      </Section>
      <Section
        title="Take a code out of the pool"
        intro="For one that should never be given, such as a title that came in as a code. It goes into quarantine and never comes back."
      >
        {available + spare > 0 ? <TakeOutForm at={at} /> : <p>There is no unused code.</p>}
      </Section>
    </>
  );
}
