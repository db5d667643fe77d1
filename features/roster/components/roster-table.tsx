import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { restorePersonAction } from "../actions";
import { mayLookAfter, roleWords } from "../rules";
import type { Role } from "../schema";

type Line = {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: Date;
  removedAt: Date | null;
  scrubbedAt: Date | null;
};

/** The roster, or what to do where it is empty. Each address leads to the page of its person. */
export function RosterTable({
  course,
  mayInstruct,
  lines,
  timeZone,
  search,
}: {
  course: string;
  mayInstruct: boolean;
  lines: readonly Line[];
  timeZone: string;
  search: string;
}) {
  const empty =
    search === "" ? (
      <EmptyState title="Nobody is on the roster yet">
        Import a file of addresses, or add people by hand below.
      </EmptyState>
    ) : (
      <EmptyState title={`Nobody matches “${search}”`}>Look for a part of a name or of an address.</EmptyState>
    );
  return (
    <DataTable
      id="roster"
      caption="Roster"
      captionHidden
      rows={lines}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: "email",
          header: "Address",
          rowHeader: true,
          cell: ({ id, email, scrubbedAt }) => (
            <a
              href={paths.person({ course, enrolment: id })}
              className="link inline-block max-w-full break-words sm:max-w-80"
            >
              {scrubbedAt ? `Forgotten (${id.slice(-6)})` : email}
            </a>
          ),
        },
        { key: "name", header: "Name", cell: ({ name }) => name || "–" },
        {
          key: "role",
          header: "Role",
          cell: ({ role, removedAt }) =>
            removedAt ? <StatusBadge tone="neutral">Removed</StatusBadge> : roleWords[role],
        },
        {
          key: "added",
          header: "Added",
          cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone),
        },
        {
          key: "write",
          header: "Write",
          ownWords: true,
          cell: ({ id, email, removedAt, scrubbedAt }) =>
            removedAt || scrubbedAt ? (
              <span className="text-muted">–</span>
            ) : (
              <a href={paths.letterTo({ course, enrolment: id })} className="link">
                Write<span className="sr-only"> to {email}</span>
              </a>
            ),
        },
        {
          key: "change",
          header: "Change",
          ownWords: true,
          cell: (line) => <WayBack course={course} line={line} may={mayLookAfter({ mayInstruct }, line.role)} />,
        },
      ]}
    />
  );
}

/** Who was removed can be brought back from here; for everything else there is the person's own page. */
function WayBack({ course, line, may }: { course: string; line: Line; may: boolean }) {
  if (line.scrubbedAt || !may) {
    return <span className="text-muted">–</span>;
  }
  if (!line.removedAt) {
    return (
      <a href={paths.person({ course, enrolment: line.id })} className="link">
        Change<span className="sr-only"> {line.email}</span>
      </a>
    );
  }
  return (
    <PostForm action={restorePersonAction} hidden={{ course, enrolment: line.id }}>
      <SubmitButton variant="secondary" size="small">
        Bring back<span className="sr-only"> {line.email}</span>
      </SubmitButton>
    </PostForm>
  );
}
