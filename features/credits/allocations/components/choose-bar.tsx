import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { type TableWish, writeCount, writeFilter } from "@/features/credits/selections/rules";

/**
 * What to do with several allocations: those ticked above, or all that match, on this page and the others. It leads to a page that says what
 * will happen. The form carries the filter, not the million.
 */
export function ChooseBar({ wish, matching }: { wish: TableWish; matching: number | null }) {
  return (
    <div className="mt-6 flex flex-wrap items-end gap-3">
      {Object.entries(writeFilter(wish.filter)).map(
        ([name, value]) => value !== "" && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SelectField
        name="scope"
        label="With"
        defaultValue="ticked"
        options={[
          { value: "ticked", label: "the chosen ones on this page" },
          {
            value: "all",
            label: `all that match (${matching === null ? "found by this search" : writeCount(matching)})`,
          },
        ]}
      />
      <Button type="submit" name="act" value="release" variant="secondary">
        Release…
      </Button>
      <Button type="submit" name="act" value="revoke" variant="secondary">
        Revoke…
      </Button>
    </div>
  );
}
