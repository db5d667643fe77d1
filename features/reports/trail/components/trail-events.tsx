import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import type { TrailPage } from "../queries";
import { isFiltered, type TrailFilter, writeTrailFilter } from "../schema";

/** A page of the trail, or why there is none and the way back. */
export function TrailEvents({
  course,
  filter,
  view: { problem, sealedAt, events, next },
  timeZone,
}: {
  course: string;
  filter: TrailFilter;
  /** `sealedAt`: when events were last sealed against being changed; null before the first time. */
  view: TrailPage & { problem: string | null; sealedAt: Date | null };
  timeZone: string;
}) {
  const trail = paths.trail(course);
  if (events.length === 0) {
    return <NothingFound trail={trail} filter={filter} problem={problem} />;
  }
  return (
    <>
      <p className="mb-3 text-muted">
        The newest first. Times are in {timeZone.replaceAll("_", " ")}.{" "}
        {sealedAt ? `Last sealed on ${formatInstantShort(sealedAt, timeZone)}.` : "Not sealed yet."}
      </p>
      <DataTable
        id="trail"
        caption="Trail"
        captionHidden
        rows={events}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "what",
            header: "What happened",
            rowHeader: true,
            cell: ({ sentence, detail }) => (
              <span className="font-normal">
                {sentence}
                {detail && <span className="block break-words text-muted">{detail}</span>}
              </span>
            ),
          },
          {
            key: "at",
            header: "Time",
            cell: ({ at }) => formatInstantShort(at, timeZone),
          },
        ]}
      />
      {(next || filter.after !== "") && (
        <Pager
          label="Pages of the trail"
          previous={
            filter.after === ""
              ? undefined
              : { href: `${trail}${writeTrailFilter({ ...filter, after: "" })}`, label: "The newest events" }
          }
          next={
            next
              ? { href: `${trail}${writeTrailFilter({ ...filter, after: next })}`, label: "Older events" }
              : undefined
          }
        />
      )}
    </>
  );
}

function NothingFound({ trail, filter, problem }: { trail: string; filter: TrailFilter; problem: string | null }) {
  if (!problem && !isFiltered(filter) && filter.after === "") {
    return (
      <EmptyState title="Nothing has happened yet">
        Everything that is done in this course will be listed here.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing found" action={<LinkButton href={trail}>Show everything</LinkButton>}>
      {problem ?? "No event of this course fits what you look for."}
    </EmptyState>
  );
}
