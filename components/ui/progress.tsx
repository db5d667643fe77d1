import type { ReactNode } from "react";

/** How far something is, as words and a bar: "2 of 6 steps done". `label` names what advances. */
export function Progress({
  id,
  label,
  value,
  max,
  text,
}: {
  id: string;
  label: ReactNode;
  value: number;
  max: number;
  text?: ReactNode;
}) {
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <span className="tabular text-muted">{text ?? `${value} of ${max}`}</span>
      </div>
      <progress id={id} value={value} max={Math.max(max, 1)} className="progress" />
    </div>
  );
}
