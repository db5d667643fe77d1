import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { ActNotice, type ActQuery } from "@/features/credits/allocations/components/act-notice";
import { AllocationBadge, describeCause, nameState } from "@/features/credits/allocations/components/allocation-state";
import { actWords, listActs, mayAct } from "@/features/credits/allocations/rules";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { ShowCodeForm } from "@/features/credits/disclosures/components/show-code-form";
import type { HistoryView } from "@/features/credits/histories/queries";
import { formatInstantShort } from "@/lib/dates";
import { LIMITS } from "@/lib/limit-table";
import { paths } from "@/lib/paths";
import { HistoryList } from "./history-list";

type At = { course: string; offer: string };
type View = HistoryView & { mayInstruct: boolean };

/** One allocation: whose it is, how it stands, what can be done with it, and all that happened. The code only by a logged act. */
export function HistoryPage({ at, view, query }: { at: At; view: View; query: ActQuery }) {
  const { allocation, course, offer, batch, request, mayInstruct } = view;
  const who = allocation.name || allocation.email;
  const when = (instant: Date) => formatInstantShort(instant, course.timeZone);
  return (
    <>
      <ActNotice query={query} />
      <PageHeader title={who} kicker={offer.name} status={<AllocationBadge state={allocation.state} />} />
      {allocation.state === "REPORTED" && (
        <p className="mb-6 max-w-text">
          Reported because of: {describeCause({ guide: offer.guide, cause: allocation.reportCause })}
        </p>
      )}
      {mayInstruct && <Acts at={at} view={view} />}
      <Section title="About it" intro={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}>
        <DescriptionList
          items={[
            { term: "Participant", detail: <Holder course={at.course} allocation={allocation} /> },
            {
              term: "Asked",
              detail: request.createdAt ? when(request.createdAt) : "Never: the code was given by hand",
            },
            ...request.answers.map(({ question, text }) => ({ term: question, detail: text })),
            { term: "Batch", detail: batch ? `${batch.fileName}, imported ${when(batch.importedAt)}` : "–" },
            ...(view.reason
              ? [
                  {
                    term: allocation.state === "REVOKED" ? "Why it was revoked" : "Why it was released",
                    detail: <p className="whitespace-pre-line wrap-anywhere">{view.reason}</p>,
                  },
                ]
              : []),
            { term: "Acknowledged", detail: allocation.acknowledgedAt ? when(allocation.acknowledgedAt) : "Not yet" },
          ]}
        />
      </Section>
      <Section title="History" intro="From the trail, oldest first.">
        <HistoryList lines={view.history} timeZone={course.timeZone} />
        <Others at={at} view={view} />
      </Section>
      {mayInstruct && <CodeSection at={at} view={view} />}
    </>
  );
}

function Holder({ course, allocation }: { course: string; allocation: View["allocation"] }) {
  return (
    <>
      <ParticipantCell {...allocation} />
      {allocation.writeTo && (
        <a href={paths.letterTo({ course, enrolment: allocation.writeTo })} className="link">
          Write to this person
        </a>
      )}
    </>
  );
}

function Acts({ at, view: { allocation, isParticipant } }: { at: At; view: View }) {
  const ref = { ...at, allocation: allocation.id };
  const isOver = !mayAct("replace", allocation);
  return (
    <div className="flex flex-wrap gap-3">
      {mayAct("replace", allocation) && (
        <LinkButton href={paths.replaceCode(ref)} variant={allocation.state === "REPORTED" ? "primary" : "secondary"}>
          Replace the code
        </LinkButton>
      )}
      {mayAct("release", allocation) && (
        <LinkButton href={paths.actOnAllocation({ ...ref, act: "release" })} variant="secondary">
          Release the code
        </LinkButton>
      )}
      {mayAct("take-back", allocation) && (
        <LinkButton href={paths.actOnAllocation({ ...ref, act: "take-back" })} variant="secondary">
          Take the confirmation back
        </LinkButton>
      )}
      {mayAct("revoke", allocation) && (
        <LinkButton href={paths.actOnAllocation({ ...ref, act: "revoke" })} variant="secondary">
          Revoke the code
        </LinkButton>
      )}
      {isOver && isParticipant && (
        <LinkButton href={`${paths.giveCodes(at)}?q=${encodeURIComponent(allocation.email)}`} variant="secondary">
          Give another code by hand
        </LinkButton>
      )}
      <ul className="w-full max-w-text space-y-1 text-sm text-muted">
        {listActs(allocation).map((act) => (
          <li key={act}>{actWords[act]}</li>
        ))}
      </ul>
    </div>
  );
}

function Others({ at, view: { others, course } }: { at: At; view: View }) {
  return (
    others.length > 0 && (
      <div className="mt-6">
        <h3 className="font-semibold">Other allocations of this person</h3>
        <ul className="mt-1 space-y-1">
          {others.map(({ id, state, allocatedAt }) => (
            <li key={id}>
              <a href={paths.allocation({ ...at, allocation: id })} className="link">
                {nameState(state)}, given {formatInstantShort(allocatedAt, course.timeZone)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    )
  );
}

function CodeSection({ at, view: { allocation, shown } }: { at: At; view: View }) {
  const times =
    shown === 0
      ? "It was never shown to an instructor."
      : `It was shown to instructors ${shown === 1 ? "once" : `${shown} times`}.`;
  return (
    <Section title="The code" id="code" intro={times}>
      <p className="mb-4 max-w-text">
        No list or page shows a code but its owner’s. You can have it shown here, say to compare it with a sponsor’s
        list: you confirm that it is you, and the trail keeps it with your name. At most{" "}
        {LIMITS["show-code"].rules[0][1]} an hour are shown to one person.
      </p>
      <ShowCodeForm at={at} allocationId={allocation.id} />
    </Section>
  );
}
