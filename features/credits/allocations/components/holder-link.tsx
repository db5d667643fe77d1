import type { AllocationRow } from "@/features/credits/allocations/queries";
import { paths } from "@/lib/paths";

/** Who holds a code, leading to the page of the allocation, and the way to a letter; the address under the name, or alone where the roster has no name. */
export function HolderLink({
  at,
  row,
}: {
  at: { course: string; offer: string };
  row: Pick<AllocationRow, "id" | "name" | "email" | "writeTo">;
}) {
  return (
    <>
      <a href={paths.allocation({ ...at, allocation: row.id })} className="link block break-words sm:min-w-52">
        {row.name || row.email}
      </a>
      {row.name && <span className="block text-sm font-normal break-words sm:max-w-80 text-muted">{row.email}</span>}
      {row.writeTo && (
        <a href={paths.letterTo({ course: at.course, enrolment: row.writeTo })} className="link text-sm font-normal">
          Write<span className="sr-only"> to {row.name || row.email}</span>
        </a>
      )}
    </>
  );
}
