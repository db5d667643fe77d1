import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { describeAudience, kindWords } from "@/features/messages/rules";
import { formatInstant } from "@/lib/dates";
import { sendAgainAction } from "../actions";
import type { OneMessageView } from "../loaders";
import { DeliveryTable } from "./delivery-table";
import { StateFilter } from "./state-filter";

/** One message: its words, whom it went to, and what became of each mail. */
export function MessagePage({ view }: { view: OneMessageView }) {
  const { course, offers, message, state, hindrance } = view;
  const { counts, kind, audience } = message;
  const failed = kind === "NOTICE" || hindrance ? 0 : counts.REFUSED + counts.GIVEN_UP + counts.UNCERTAIN;
  const people = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader title={message.subject} kicker={kindWords[kind]} />
      <DescriptionList
        items={[
          { term: "To", detail: audience ? describeAudience(audience, offers) : "The person it is about" },
          { term: "People", detail: people.toLocaleString("en") },
          { term: "Sent", detail: formatInstant(message.createdAt, course.timeZone) },
          { term: "By", detail: message.sender ?? "The portal itself" },
        ]}
      />
      {counts.QUEUED > 0 && (
        <Notice kind="info" className="mt-8">
          <p>
            {counts.QUEUED === 1 ? "1 mail is" : `${counts.QUEUED.toLocaleString("en")} mails are`} still on the way.
            Load this page again to see what became of them.
          </p>
        </Notice>
      )}
      {counts.GIVEN_UP > 0 && (
        <Notice kind="caution" title="The portal has stopped trying" className="mt-8">
          <p>
            {counts.GIVEN_UP === 1 ? "1 mail was" : `${counts.GIVEN_UP.toLocaleString("en")} mails were`} tried many
            times without success. {counts.GIVEN_UP === 1 ? "It does" : "They do"} not go out by{" "}
            {counts.GIVEN_UP === 1 ? "itself" : "themselves"} any more.
            {failed > 0 && " When mails go out again, send them below."}
          </p>
        </Notice>
      )}
      <Section title="Mails" stacked intro={kind === "NOTICE" ? NOTICE : undefined}>
        {failed > 0 && (
          <div className="mb-6 flex max-w-text flex-wrap items-center gap-x-5 gap-y-3">
            <PostForm action={sendAgainAction} hidden={{ course: course.slug, message: message.id }}>
              <SubmitButton variant="secondary">
                Send again to {failed === 1 ? "the one person" : `the ${failed.toLocaleString("en")} people`} who did
                not get it
              </SubmitButton>
            </PostForm>
            <p className="text-sm text-muted">
              It goes to the address that the roster has now, so mend a wrong one there first. Whoever has left, or was
              reminded since, is passed over.
            </p>
          </div>
        )}
        <StateFilter at={{ course: course.slug, message: message.id }} counts={counts} state={state} />
        <DeliveryTable view={view} />
      </Section>
      <Section title="What it says">
        {message.body ? <MarkdownBlock text={message.body} firstHeading={3} /> : <p>A notice about a code.</p>}
        {kind === "REMINDER" && (
          <p className="mt-4 max-w-text text-muted">
            After these words each person reads what is still to do for them.
          </p>
        )}
      </Section>
    </>
  );
}

const NOTICE =
  "The portal wrote this by itself when something happened to a code, and the mail server did not take it. The person reads the same on their page of the offer.";
