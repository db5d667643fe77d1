import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { maySendAgain, stateWords } from "@/features/messages/rules";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { sendAgainAction } from "../actions";
import type { OneMessageView } from "../loaders";
import { DeliveryBadge } from "./delivery-badge";

type Row = OneMessageView["message"]["rows"][number];

/** Each person's mail of a message: its state, what the mail server said, and the way to send it again. */
export function DeliveryTable({ view }: { view: OneMessageView }) {
  const { course, message, state, isFirstPage, hindrance } = view;
  const at = { course: course.slug, message: message.id };
  const filter = state ? `state=${state.toLowerCase()}` : "";
  const list = `${paths.message(at)}?${filter}`;
  const maySend = ({ state, isHere }: Row) => maySendAgain({ kind: message.kind, state }) && isHere && !hindrance;
  return (
    <>
      <DataTable
        id="deliveries"
        caption={state ? `Mails: ${stateWords[state].toLowerCase()}` : "Mails"}
        captionHidden
        rows={message.rows}
        rowKey={({ enrolmentId }) => enrolmentId}
        empty={<EmptyState title="No mail is in this state">Choose another state, or all.</EmptyState>}
        columns={[
          {
            key: "person",
            header: "Person",
            rowHeader: true,
            cell: ({ name, address }) => <ParticipantCell name={name} email={address} />,
          },
          { key: "state", header: "State", cell: (row) => <DeliveryBadge state={row.state} /> },
          {
            key: "answer",
            header: "The mail server’s words",
            cell: ({ answer }) => <span className="block max-w-96 text-sm break-words">{answer ?? "–"}</span>,
          },
          {
            key: "at",
            header: "Since",
            cell: ({ at }) => formatInstantShort(at, course.timeZone),
          },
          ...(message.rows.some(maySend)
            ? [
                {
                  key: "again",
                  header: "Send again",
                  ownWords: true,
                  cell: (row: Row) =>
                    maySend(row) && (
                      <PostForm action={sendAgainAction} hidden={{ ...at, enrolment: row.enrolmentId }}>
                        <SubmitButton size="small" variant="secondary">
                          Send again<span className="sr-only"> to {row.name || row.address}</span>
                        </SubmitButton>
                      </PostForm>
                    ),
                },
              ]
            : []),
        ]}
      />
      {(message.next || !isFirstPage) && (
        <Pager
          label="Pages of mails"
          previous={isFirstPage ? undefined : { href: list, label: "The first page" }}
          next={message.next ? { href: `${list}&after=${message.next}`, label: "The next page" } : undefined}
        />
      )}
    </>
  );
}
