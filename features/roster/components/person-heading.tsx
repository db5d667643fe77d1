import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { callPerson, roleWords } from "../rules";
import type { Role } from "../schema";

type Person = {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: Date;
  removedAt: Date | null;
  scrubbedAt: Date | null;
};

type Props = { course: { slug: string; timeZone: string }; person: Person };

/** Who it is, by name or by address, since when they are on the roster, and whether they still are; and the way to write to them. */
export function PersonHeading({ course, person }: Props) {
  const { email, name, role, createdAt, removedAt, scrubbedAt } = person;
  const title = callPerson(person);
  const since = `${roleWords[role]} since ${formatInstant(createdAt, course.timeZone)}`;
  if (scrubbedAt) {
    return <PageHeader title={title} lead={since} status={<StatusBadge tone="neutral">Forgotten</StatusBadge>} />;
  }
  return (
    <PageHeader
      title={<span className="break-words">{title}</span>}
      kicker={name === "" ? undefined : <span className="break-all">{email}</span>}
      lead={since}
      status={removedAt && <StatusBadge tone="neutral">Removed</StatusBadge>}
      actions={
        !removedAt && (
          <LinkButton variant="secondary" href={paths.letterTo({ course: course.slug, enrolment: person.id })}>
            Write to this person
          </LinkButton>
        )
      }
    />
  );
}
