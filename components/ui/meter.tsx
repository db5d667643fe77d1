import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { TONE_TEXT, type Tone } from "./tone-shape";

/**
 * A quantity within a whole, such as codes left of codes imported. The words are the information; the bar repeats them for the eye and
 * is drawn as SVG, so that its length needs no inline style. A value outside 0 to max is drawn at the nearest end.
 */
export function Meter({
  label,
  value,
  max,
  text,
  tone = "neutral",
}: {
  label: ReactNode;
  value: number;
  max: number;
  text: ReactNode;
  tone?: Tone;
}) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-sm font-semibold">{label}</span>
        <span className="tabular text-sm text-muted">{text}</span>
      </div>
      <svg
        aria-hidden="true"
        width="100%"
        height="10"
        className={joinClass("block", tone === "neutral" ? "text-accent" : TONE_TEXT[tone])}
      >
        <rect x="0.5" y="0.5" width="99.8%" height="9" fill="none" className="stroke-line-strong" />
        <rect width={`${(share * 100).toFixed(2)}%`} height="10" fill="currentColor" />
      </svg>
    </div>
  );
}
