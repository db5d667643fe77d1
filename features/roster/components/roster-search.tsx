import { Button, LinkButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";

/** Looks for a person; the question is in the address, so that it can be shared. */
export function RosterSearch({ course, search }: { course: string; search: string }) {
  return (
    <form method="get" action={paths.roster(course)} className="mb-6 flex flex-wrap items-end gap-3">
      <TextField name="search" label="Find a person" type="search" defaultValue={search} maxLength={100} />
      <Button type="submit" variant="secondary">
        Find
      </Button>
      {search !== "" && (
        <LinkButton href={paths.roster(course)} variant="quiet">
          Show everybody
        </LinkButton>
      )}
    </form>
  );
}
