import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatInstant } from "@/lib/dates";
import { roleWords } from "../rules";
import type { Role } from "../schema";

type Person = {
  email: string;
  name: string;
  role: Role;
  createdAt: Date;
  removedAt: Date | null;
  scrubbedAt: Date | null;
};

/** Who it is, by name or by address, since when they are on the roster, and whether they still are. */
export function PersonHeading({ person, timeZone }: { person: Person; timeZone: string }) {
  const { email, name, role, createdAt, removedAt, scrubbedAt } = person;
  const since = `${roleWords[role]} since ${formatInstant(createdAt, timeZone)}`;
  if (scrubbedAt) {
    return (
      <PageHeader
        title="Somebody forgotten"
        lead={since}
        status={<StatusBadge tone="neutral">Forgotten</StatusBadge>}
      />
    );
  }
  return (
    <PageHeader
      title={<span className="break-words">{name || email}</span>}
      kicker={name === "" ? undefined : <span className="break-all">{email}</span>}
      lead={since}
      status={removedAt && <StatusBadge tone="neutral">Removed</StatusBadge>}
    />
  );
}
