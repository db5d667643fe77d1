import { LinkButton } from "@/components/ui/button";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { mayMove } from "@/features/credits/rules";
import { paths } from "@/lib/paths";

/** The way to the page that replaces a code; nothing where there is nothing to replace any more. */
export function ReplaceLink({ at, row }: { at: { course: string; offer: string }; row: AllocationRow }) {
  return (
    mayMove(row.state, "REPLACED") && (
      <LinkButton
        size="small"
        variant={row.state === "REPORTED" ? "secondary" : "quiet"}
        href={paths.replaceCode({ ...at, allocation: row.id })}
      >
        Replace<span className="sr-only"> the code of {row.name || row.email}</span>
      </LinkButton>
    )
  );
}
