import type { AllocationRow } from "@/features/credits/allocations/queries";
import { paths } from "@/lib/paths";

/** Who holds a code, leading to the page of the allocation; the address under the name, or alone where the roster has no name. */
export function HolderLink({
  at,
  row,
}: {
  at: { course: string; offer: string };
  row: Pick<AllocationRow, "id" | "name" | "email">;
}) {
  return (
    <>
      <a href={paths.allocation({ ...at, allocation: row.id })} className="link block break-words sm:min-w-52">
        {row.name || row.email}
      </a>
      {row.name && <span className="block text-sm font-normal break-all text-muted">{row.email}</span>}
    </>
  );
}
