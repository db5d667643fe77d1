import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { WholeDays } from "./whole-days";

export type DescriptionItem = { term: string; detail: ReactNode };

/** Facts by name. `rows` sets the name beside the fact (stacked on a phone), `columns` sets the facts side by side with names above. */
export function DescriptionList({
  items,
  layout = "rows",
  className,
}: {
  items: readonly DescriptionItem[];
  layout?: "rows" | "columns";
  className?: string;
}) {
  const rows = layout === "rows";
  return (
    <dl className={joinClass(rows ? "max-w-text border-t border-line" : "flex flex-wrap gap-x-10 gap-y-4", className)}>
      {items.map(({ term, detail }) => (
        <div
          key={term}
          className={joinClass(
            rows && "border-b border-line py-2.5 last:border-b-0 sm:grid sm:grid-cols-[11rem_1fr] sm:gap-6",
          )}
        >
          <dt className="text-sm text-muted sm:leading-[1.8]">{term}</dt>
          <dd className={joinClass("tabular min-w-0", !rows && "font-semibold")}>
            {typeof detail === "string" ? <WholeDays text={detail} /> : detail}
          </dd>
        </div>
      ))}
    </dl>
  );
}
