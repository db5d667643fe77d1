import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import { TextField } from "@/components/ui/text-field";
import type { PeopleChoice, PersonChoice } from "@/features/messages/drafts/queries";
import { MOST_PEOPLE } from "@/features/messages/schema";
import { roleWords } from "@/features/roster/rules";
import { paths } from "@/lib/paths";

/** Checks people one by one. Whoever is checked stays so through every search, since all of it is one form whose answer is in the address. */
export function CheckPeople({ course, people, search }: { course: string; people: PeopleChoice; search: string }) {
  const { checked, found, more } = people;
  return (
    <form method="get" action={paths.newMessage(course)} className="max-w-text space-y-6">
      <input type="hidden" name="kind" value="letter" />
      <input type="hidden" name="by" value="people" />
      <div className="flex flex-wrap items-end gap-3">
        <TextField name="search" label="Find people" type="search" optional defaultValue={search} maxLength={100} />
        <Button type="submit" variant="secondary" name="choose" value="on">
          Find
        </Button>
      </div>
      {checked.length > 0 && (
        <fieldset>
          <legend className="font-semibold">Checked</legend>
          <List people={checked} isChecked />
        </fieldset>
      )}
      <fieldset>
        <legend className="font-semibold">{search ? `Found for “${search}”` : "On the roster"}</legend>
        {found.length === 0 && <p className="text-muted">Nobody else. Look for a part of a name or of an address.</p>}
        <List people={found} isChecked={false} />
        {more && <p className="mt-2 text-sm text-muted">There are more: find them by name or address.</p>}
      </fieldset>
      <p className="text-sm text-muted">
        At most {MOST_PEOPLE} people are checked one by one; for more, choose them by role or standing.
      </p>
      <Button type="submit">Write to those who are checked</Button>
    </form>
  );
}

function List({ people, isChecked }: { people: readonly PersonChoice[]; isChecked: boolean }) {
  return people.map(({ id, name, email, role }) => (
    <Checkbox
      key={id}
      id={`person-${id}`}
      name="person"
      value={id}
      optional
      defaultChecked={isChecked}
      label={<span className="break-words">{name || email}</span>}
      hint={<span className="break-words">{`${name ? `${email}, ` : ""}${roleWords[role].toLowerCase()}`}</span>}
    />
  ));
}
