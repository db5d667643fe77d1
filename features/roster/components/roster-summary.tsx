import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { paths } from "@/lib/paths";
import type { Role } from "../schema";

/** How many people are enrolled, and the ways to the roster. */
export function RosterSummary({
  course,
  size,
  mayInstruct,
}: {
  course: string;
  size: Record<Role, number>;
  mayInstruct: boolean;
}) {
  return (
    <>
      <DescriptionList
        layout="columns"
        items={[
          { term: "Participants", detail: size.PARTICIPANT.toLocaleString("en") },
          { term: "Assistants", detail: size.ASSISTANT.toLocaleString("en") },
          { term: "Instructors", detail: size.INSTRUCTOR.toLocaleString("en") },
        ]}
      />
      <div className="mt-5 flex flex-wrap gap-3">
        <LinkButton href={paths.roster(course)} variant="secondary">
          See the roster
        </LinkButton>
        {mayInstruct && (
          <LinkButton href={paths.rosterImport(course)} variant="secondary">
            Import a roster
          </LinkButton>
        )}
      </div>
    </>
  );
}
