import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { TONE_TEXT, TONE_WASH, type Tone, ToneShape } from "./tone-shape";

/** A state in one or two words, with the tone's shape before it. */
export function StatusBadge({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={joinClass(
        "inline-flex items-center gap-1.5 rounded-full py-0.5 ps-2 pe-2.5 text-sm font-semibold whitespace-nowrap print:border",
        TONE_TEXT[tone],
        TONE_WASH[tone],
        className,
      )}
    >
      <ToneShape tone={tone} className="size-[0.95em]" />
      {children}
    </span>
  );
}
