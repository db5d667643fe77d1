import { StatusBadge } from "@/components/ui/status-badge";

const STATES = {
  "not-yet-open": ["neutral", "Not open yet"],
  open: ["positive", "Open"],
  closed: ["neutral", "Closed"],
  expired: ["caution", "Expired"],
} as const;

/** Where an offer stands, by word and shape. */
export function OfferStateBadge({ state }: { state: keyof typeof STATES }) {
  const [tone, word] = STATES[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
