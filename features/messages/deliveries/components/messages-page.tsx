import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { WholeDays } from "@/components/ui/whole-days";
import { describeAudience, kindWords } from "@/features/messages/rules";
import { ScheduleNotes } from "@/features/messages/schedule/components/schedule-notes";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import type { MessagesView } from "../loaders";
import { DeliveryCountsLine } from "./delivery-counts";

/** What was sent in a course, newest first, and what the portal will send by itself. */
export function MessagesPage({ view }: { view: MessagesView }) {
  const { course, offers, rows, next, isFirstPage, plan, hindrance, person } = view;
  const list = paths.messages(course.slug);
  const write = <LinkButton href={paths.newMessage(course.slug)}>Write a message</LinkButton>;
  const empty = (
    <EmptyState title="Nothing was sent yet" action={hindrance ? undefined : write}>
      Invite the roster, remind those who have something to do, or write to some of them.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        title="Messages"
        lead={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}
        actions={hindrance || rows.length === 0 ? undefined : write}
      />
      {hindrance && (
        <Notice kind="info">
          <p>{hindrance}</p>
        </Notice>
      )}
      {isFirstPage && (
        <Section title="By itself" intro="What the portal will send without anybody pressing anything.">
          <ScheduleNotes course={course} plan={plan} maySet={person.mayInstruct} />
        </Section>
      )}
      <Section title="Sent" stacked>
        <DataTable
          id="messages"
          caption="Messages, newest first"
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          empty={empty}
          columns={[
            {
              key: "subject",
              header: "Subject",
              rowHeader: true,
              cell: ({ id, subject, kind }) => (
                <>
                  <span className="block text-sm font-normal text-muted">{kindWords[kind]}</span>
                  <a className="link break-words" href={paths.message({ course: course.slug, message: id })}>
                    {subject}
                  </a>
                </>
              ),
            },
            {
              key: "audience",
              header: "To",
              cell: ({ audience }) => (audience ? describeAudience(audience, offers) : "The person it is about"),
            },
            {
              key: "sent",
              header: "Sent",
              cell: ({ createdAt, sender }) => (
                <>
                  <span className="tabular block">
                    <WholeDays text={formatInstantShort(createdAt, course.timeZone)} />
                  </span>
                  <span className="block text-sm text-muted">{sender ?? "By the portal itself"}</span>
                </>
              ),
            },
            { key: "counts", header: "Mails", cell: ({ counts }) => <DeliveryCountsLine counts={counts} /> },
          ]}
        />
        {(next || !isFirstPage) && (
          <Pager
            label="Pages of messages"
            previous={isFirstPage ? undefined : { href: list, label: "The newest messages" }}
            next={next ? { href: `${list}?before=${next}`, label: "Older messages" } : undefined}
          />
        )}
      </Section>
    </>
  );
}
