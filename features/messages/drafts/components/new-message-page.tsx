import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { NewMessageView } from "@/features/messages/drafts/loaders";
import { listBoxes } from "@/features/messages/drafts/rules";
import { describeAudience } from "@/features/messages/rules";
import { type Query, writeAudience } from "@/features/messages/schema";
import { paths } from "@/lib/paths";
import { CheckPeople } from "./check-people";
import { ChooseKind } from "./choose-kind";
import { ChooseLetter } from "./choose-letter";
import { MessageForm } from "./message-form";

const TITLES: Record<string, string> = {
  invitation: "Invite the roster",
  reminder: "Remind",
  letter: "Write to some of them",
};

/** Writes a message, step by step: the kind, to whom, the words, how it looks. Each choice is in the address. */
export function NewMessagePage({ view, query }: { view: NewMessageView; query: Query }) {
  const kind = typeof query.kind === "string" && query.kind in TITLES ? query.kind : null;
  if (view.hindrance) {
    return (
      <>
        <PageHeader title="Write a message" />
        <Notice kind="info">
          <p>{view.hindrance}</p>
        </Notice>
      </>
    );
  }
  return (
    <>
      <PageHeader title={kind ? (TITLES[kind] ?? "") : "Write a message"} />
      {kind ? <Choose view={view} kind={kind} /> : <ChooseKind course={view.course.slug} />}
    </>
  );
}

function Choose({ view, kind }: { view: NewMessageView; kind: string }) {
  const { course, offers, audience, recipients, choices, people, search, words } = view;
  const boxes = audience && listBoxes({ audience, choices, offers });
  return (
    <>
      <Section title="To whom">
        {audience && (
          <p className="mb-5 max-w-text" data-audience>
            {boxes ? (
              `Choose them below: the preview says who gets it.${audience.kind === "REMINDER" ? ` Whoever was reminded in the last ${describeDays(course)} is left out.` : ""}`
            ) : (
              <>
                <strong>{describeAudience(audience, offers)}</strong>:{" "}
                {recipients === 1 ? "1 person" : `${recipients.toLocaleString("en")} people`}.
              </>
            )}
          </p>
        )}
        {audience?.kind === "LETTER" && (
          <LinkButton
            variant="secondary"
            href={
              audience.by === "people"
                ? `${paths.newMessage(course.slug)}?${writeAudience(audience)}&choose=on`
                : `${paths.newMessage(course.slug)}?kind=letter`
            }
          >
            Choose others
          </LinkButton>
        )}
        {!audience && people && <CheckPeople course={course.slug} people={people} search={search} />}
        {!audience && !people && kind === "letter" && <ChooseLetter course={course.slug} offers={offers} />}
      </Section>
      {audience && words && (
        <Section title="What it says">
          <MessageForm
            // A new audience begins anew: what was shown before is not about it.
            key={writeAudience(audience)}
            course={course.slug}
            audience={writeAudience(audience)}
            initial={words}
            boxes={boxes}
            bodyHint={
              audience.kind === "REMINDER"
                ? "A greeting comes before it; after it comes what each person has still to do, with links. Markdown: **bold**, lists, links."
                : "A greeting comes before it, and whom to ask after it. Markdown: **bold**, lists, links."
            }
          />
        </Section>
      )}
    </>
  );
}

function describeDays({ reminderGapDays }: { reminderGapDays: number }): string {
  return reminderGapDays === 1 ? "day" : `${reminderGapDays} days`;
}
