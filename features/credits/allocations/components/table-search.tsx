import { Button, LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { PostForm } from "@/features/courses/components/post-form";
import { findCodeAction } from "@/features/credits/allocations/actions";
import type { AllocationsView } from "@/features/credits/allocations/queries";
import { isUnfiltered, STATES, type TableWish, writeFilter } from "@/features/credits/selections/rules";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { nameState } from "./allocation-state";

type At = { course: string; offer: string };

/** What the table is narrowed to, and in which order; all of it goes into the address, so that it can be shared. */
export function TableSearch({
  at,
  wish,
  batches,
  timeZone,
}: {
  at: At;
  wish: TableWish;
  batches: AllocationsView["batches"];
  timeZone: string;
}) {
  const chosen = writeFilter(wish.filter);
  return (
    <form method="get" action={paths.allocations(at)} className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">
      <TextField
        name="q"
        label="Name or address"
        hint="The beginning of a first or family name, or of the address"
        type="search"
        defaultValue={chosen.q}
        maxLength={100}
        required={false}
        width="medium"
      />
      <SelectField
        name="state"
        label="State"
        required={false}
        placeholder="All states"
        defaultValue={chosen.state}
        options={STATES.map((state) => ({ value: state.toLowerCase(), label: nameState(state) }))}
      />
      {batches.length > 1 && (
        <SelectField
          name="batch"
          label="Batch"
          required={false}
          className="min-w-0"
          placeholder="All batches"
          defaultValue={chosen.batch}
          options={batches.map(({ id, fileName, createdAt }) => ({
            value: id,
            label: `${fileName}, ${formatInstantShort(createdAt, timeZone)}`,
          }))}
        />
      )}
      <SelectField
        name="sort"
        label="Order"
        required={false}
        defaultValue={wish.sort}
        options={[
          { value: "newest", label: "Newest first" },
          { value: "oldest", label: "Oldest first" },
          { value: "name", label: "By name" },
          { value: "state", label: "By state" },
        ]}
      />
      <div className="flex gap-3">
        <Button type="submit" variant="secondary">
          Show
        </Button>
        {!isUnfiltered(wish.filter) && (
          <LinkButton href={paths.allocations(at)} variant="quiet">
            Show all
          </LinkButton>
        )}
      </div>
    </form>
  );
}

/** Finds who holds a code that somebody has pasted. A POST, because a code never goes into an address; the field keeps nothing. */
export function CodeSearch({ at }: { at: At }) {
  return (
    <details className="mb-8">
      <summary className="link cursor-pointer">Find who holds a code</summary>
      <PostForm action={findCodeAction} hidden={at} className="mt-4 flex flex-wrap items-end gap-3">
        <TextField
          name="code"
          label="Code"
          hint="Paste it whole; capitals, spaces and dashes do not matter."
          code
          maxLength={300}
          width="medium"
        />
        <SubmitButton variant="secondary">Find its holder</SubmitButton>
      </PostForm>
    </details>
  );
}
