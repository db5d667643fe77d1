import { type Column, DataTable } from "@/components/ui/data-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import type { RequestRow } from "@/features/credits/requests/queries";
import { formatInstantShort } from "@/lib/dates";
import { AnswersCell } from "./answers-cell";
import { DECIDE_FORM } from "./decide-bar";
import type { ListPlace } from "./list-address";
import { RequestBadge } from "./request-badge";
import { RequestDecision } from "./request-decision";

const CAPTIONS: Record<string, string> = {
  pending: "To decide",
  waiting: "Waiting for a code",
  decided: "Decided requests",
};

/** A page of one list of requests. Each open one has a box, which belongs to the form above the table. */
export function RequestsTable({
  place,
  rows,
  timeZone,
  areAllChosen,
}: {
  place: ListPlace;
  rows: readonly RequestRow[];
  timeZone: string;
  areAllChosen: boolean;
}) {
  const { state } = place;
  const hasAnswers = rows.some(({ answers }) => answers.length > 0);
  const columns: (Column<RequestRow> | false)[] = [
    state !== "decided" && {
      key: "choose",
      header: "Choose",
      cell: (row) => <ChooseBox row={row} isChosen={areAllChosen} />,
    },
    state === "waiting" && { key: "place", header: "Place", numeric: true, cell: (row) => row.place ?? "–" },
    { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
    { key: "asked", header: "Asked", cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone) },
    state === "waiting" && {
      key: "since",
      header: "Waits since",
      cell: ({ waitingAt, createdAt }) => formatInstantShort(waitingAt ?? createdAt, timeZone),
    },
    hasAnswers && { key: "answers", header: "Answers", cell: ({ answers }) => <AnswersCell answers={answers} /> },
    state === "decided" && {
      key: "answered",
      header: "Decided",
      cell: ({ decidedAt }) => (decidedAt ? formatInstantShort(decidedAt, timeZone) : "–"),
    },
    {
      key: "decision",
      header: "Decision",
      cell: (row) => (
        <>
          {state === "decided" && <RequestBadge state={row.state} />}
          {row.state === "DECLINED" && <p className="my-1 max-w-80 whitespace-pre-line wrap-anywhere">{row.reason}</p>}
          {!row.isParticipant && <StatusBadge tone="neutral">No participant any more</StatusBadge>}
          <RequestDecision place={place} request={row} />
        </>
      ),
    },
  ];
  return (
    <DataTable
      id={`${state}-table`}
      caption={CAPTIONS[state] ?? ""}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns.filter((column) => column !== false)}
    />
  );
}

function ChooseBox({ row, isChosen }: { row: RequestRow; isChosen: boolean }) {
  return (
    <label className="inline-flex cursor-pointer pe-2">
      <input
        type="checkbox"
        name="request"
        value={row.id}
        form={DECIDE_FORM}
        defaultChecked={isChosen}
        className="choice"
      />
      <span className="sr-only">Choose the request of {row.name || row.email}</span>
    </label>
  );
}
