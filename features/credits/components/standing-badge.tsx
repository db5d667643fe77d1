import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import type { OfferView } from "@/features/credits/queries";
import type { Standing } from "@/features/credits/rules";

const TONES: Record<Standing, Tone> = {
  "not-yet-open": "neutral",
  open: "neutral",
  closed: "neutral",
  pending: "info",
  waiting: "info",
  declined: "danger",
  allocated: "positive",
  revealed: "info",
  redeemed: "positive",
  reported: "caution",
  withdrawn: "danger",
  expired: "neutral",
  staff: "neutral",
};

/** Where the person stands with an offer, in a word or two. */
export function StandingBadge({ offer }: { offer: Pick<OfferView, "standing" | "title"> }) {
  return <StatusBadge tone={TONES[offer.standing]}>{offer.title}</StatusBadge>;
}
