import { joinClass } from "./join-class";

/** The five meanings that a state can have on screen; each has a colour, a shape and a word. */
export type Tone = "positive" | "info" | "caution" | "danger" | "neutral";

/** Text colour of each tone. */
export const TONE_TEXT: Record<Tone, string> = {
  positive: "text-positive",
  info: "text-info",
  caution: "text-caution",
  danger: "text-danger",
  neutral: "text-muted",
};

/** Background of each tone. */
export const TONE_WASH: Record<Tone, string> = {
  positive: "bg-positive-wash",
  info: "bg-info-wash",
  caution: "bg-caution-wash",
  danger: "bg-danger-wash",
  neutral: "bg-sunk",
};

// The marks inside the filled shapes are holes, not white paint, so that they hold in dark, in print and in forced colours.
const SHAPES: Record<Tone, string> = {
  positive: "M10 1a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM5.1 10.300l3.7 3.8 6.3-7.3-1.6-1.4-4.8 5.6-2.1-2.200z",
  info: "M10 1a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM10 3.200a6.8 6.8 0 1 0 0 13.600a6.8 6.8 0 0 0 0-13.600zM8.9 5.600h2.200v5h3.400v2.100H8.900z",
  caution: "M10 1.200L19.4 18.300H.6zM8.9 7.300h2.200v5.500H8.900zM8.9 14h2.200v2.200H8.900z",
  danger:
    "M6.2 1h7.600L19 6.200v7.600L13.8 19H6.200L1 13.800V6.200zM8.9 5h2.200v6.200H8.900zM8.9 12.800h2.200V15H8.900z",
  neutral: "M10 1a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM10 3.200a6.8 6.8 0 1 0 0 13.600a6.8 6.8 0 0 0 0-13.600z",
};

const INFORMATION = "M10 1a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM8.9 4.800h2.200V7H8.900zM8.9 8.600h2.200v6.600H8.900z";

/**
 * The shape of a tone: disc with a tick, clock, triangle, octagon, open ring. `notice` swaps the clock, which says "under way" in a
 * badge, for the letter i, which says "to know" in a notice. Decorative: the word beside it carries the meaning.
 */
export function ToneShape({ tone, notice, className }: { tone: Tone; notice?: boolean; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
      fill="currentColor"
      className={joinClass("inline-block flex-none", className ?? "size-[1.05em]")}
    >
      <path fillRule="evenodd" d={notice && (tone === "info" || tone === "neutral") ? INFORMATION : SHAPES[tone]} />
    </svg>
  );
}
