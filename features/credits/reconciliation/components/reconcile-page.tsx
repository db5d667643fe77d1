import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { FreezeView } from "@/features/credits/reconciliation/queries";
import { readTally, tellPasted } from "@/features/credits/reconciliation/rules";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { AllForm, GivenForm, ReopenForm } from "./reconcile-forms";

type At = { course: string; offer: string };
type View = FreezeView & { confirmed: boolean; confirmPath: string };
type Query = Record<string, string | string[] | undefined>;

/** A pool that came back from a backup: what that means, what is to be done, and the way to give codes again. */
export function ReconcilePage({ at, view, query }: { at: At; view: View; query: Query }) {
  return (
    <>
      <StepNotice query={query} />
      <PageHeader
        title="Reconcile the pool"
        kicker={view.offer.name}
        lead={
          view.frozenAt
            ? "The portal was restored from a backup. Until you have gone through this page, nobody is given a code of this offer."
            : "The pool of this offer is open. There is nothing to reconcile."
        }
      />
      {view.frozenAt && <Figures view={view} />}
      {view.frozenAt && <WhatIsGone />}
      {view.frozenAt && (view.confirmed ? <Steps at={at} view={view} /> : <ConfirmFirst path={view.confirmPath} />)}
      {!view.frozenAt && (
        <LinkButton href={paths.adminOffer(at)} variant="secondary">
          Back to the offer
        </LinkButton>
      )}
    </>
  );
}

function StepNotice({ query }: { query: Query }) {
  const tally = readTally(query);
  const sentences =
    query.done === "given"
      ? tellPasted(tally)
      : query.done === "all"
        ? [`${(tally.quarantined ?? 0).toLocaleString("en")} unused codes were put into quarantine.`]
        : query.done === "open"
          ? ["The pool is open again. People who wait are given their codes now, in the order of their requests."]
          : [];
  return (
    sentences.length > 0 && (
      <Notice kind="success" announce className="mb-8">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    )
  );
}

function Figures({ view }: { view: View }) {
  const when = (at: Date | null) => (at ? formatInstant(at, view.course.timeZone) : "–");
  const number = (count: number | null) => (count ?? 0).toLocaleString("en");
  return (
    <DescriptionList
      layout="columns"
      items={[
        { term: "Backup made", detail: when(view.restoredTo) },
        { term: "Restored", detail: when(view.frozenAt) },
        { term: "Unused codes then", detail: number(view.poolThen) },
        { term: "Of these unused now", detail: number(view.unusedThen) },
        { term: "In quarantine", detail: number(view.quarantined) },
        { term: "People who wait", detail: number(view.waiting) },
      ]}
    />
  );
}

function WhatIsGone() {
  return (
    <Section title="What a restore means">
      <div className="max-w-text space-y-3">
        <p>
          The portal remembers nothing that happened after the backup. Codes that were given since then look unused
          here, and would be given to somebody else.
        </p>
        <p>
          People who were given a code after the backup have it no longer on record. Who has redeemed it keeps the
          credit; ask them not to request another one, or decline their request. Replaced, revoked and reported codes
          stand again as they did at the time of the backup.
        </p>
        <p>
          Codes that people held unseen in the backup may have been seen since. They stay theirs, and can be revoked but
          not released.
        </p>
        <p>
          To find out which codes were given, ask your participants for the codes they got, ask the sponsor which are
          redeemed, and look for the portal’s mails (“your code is ready”), which tell who got one, though not which.
        </p>
      </div>
    </Section>
  );
}

function ConfirmFirst({ path }: { path: string }) {
  return (
    <Section title="Confirm that it is you" intro="What is done here cannot be taken back. It counts for ten minutes.">
      <LinkButton href={path}>Confirm that it is you</LinkButton>
    </Section>
  );
}

function Steps({ at, view }: { at: At; view: View }) {
  const form = { ...at, version: String(view.version) };
  return (
    <>
      <Section
        title="1. Codes that you know of"
        intro={
          <>
            Paste every code that was given since the backup, also those of files that were imported since then. You
            have confirmed that it is you for ten minutes; after that,{" "}
            <a href={view.confirmPath} className="link">
              confirm that it is you
            </a>{" "}
            again.
          </>
        }
      >
        <GivenForm at={form} />
      </Section>
      <Section
        title="2. If you cannot find out"
        intro="Give up everything that was unused in the backup, and ask the sponsor for new codes. That is the only way to be certain."
      >
        {view.unusedThen > 0 ? (
          <AllForm at={form} count={view.unusedThen} />
        ) : (
          <p>Nothing of what was unused in the backup is left in the pool.</p>
        )}
      </Section>
      <Section
        title="3. Give codes again"
        intro={`${view.unused.toLocaleString("en")} unused ${view.unused === 1 ? "code is" : "codes are"} left. People who wait are served at once, in the order of their requests.`}
      >
        <ReopenForm at={form} />
      </Section>
    </>
  );
}
