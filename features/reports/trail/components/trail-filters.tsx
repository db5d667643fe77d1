import { Button, LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";
import { isFiltered, type TrailFilter } from "../schema";

/** What to look for in the trail; the answer's address can be shared. */
export function TrailFilters({
  course,
  filter,
  acts,
}: {
  course: string;
  filter: TrailFilter;
  acts: readonly { act: string; label: string }[];
}) {
  const isKnown = filter.act === "" || acts.some(({ act }) => act === filter.act);
  return (
    <form
      method="get"
      action={paths.trail(course)}
      className="no-print mb-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      <TextField
        name="person"
        label="Person"
        type="search"
        placeholder="Name or address"
        defaultValue={filter.person}
        maxLength={100}
        required={false}
      />
      <SelectField
        name="act"
        label="Act"
        placeholder="Any"
        defaultValue={isKnown ? filter.act : ""}
        required={false}
        options={acts.map(({ act, label }) => ({ value: act, label }))}
      />
      <TextField name="from" label="From" type="date" defaultValue={filter.from} required={false} />
      <TextField name="until" label="Until" type="date" defaultValue={filter.until} required={false} />
      <div className="flex flex-wrap gap-3 sm:col-span-2 lg:col-span-4">
        <Button type="submit" variant="secondary">
          Find
        </Button>
        {isFiltered(filter) && (
          <LinkButton href={paths.trail(course)} variant="quiet">
            Show everything
          </LinkButton>
        )}
      </div>
    </form>
  );
}
