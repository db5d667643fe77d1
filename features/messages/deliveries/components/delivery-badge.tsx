import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import { stateWords } from "@/features/messages/rules";
import type { DeliveryState } from "@/features/messages/schema";

const TONES: Record<DeliveryState, Tone> = {
  QUEUED: "info",
  ACCEPTED: "positive",
  REFUSED: "danger",
  GIVEN_UP: "danger",
  UNCERTAIN: "caution",
  DROPPED: "neutral",
};

/** What became of a mail. */
export function DeliveryBadge({ state }: { state: DeliveryState }) {
  return <StatusBadge tone={TONES[state]}>{stateWords[state]}</StatusBadge>;
}
