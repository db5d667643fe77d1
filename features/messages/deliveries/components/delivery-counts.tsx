import { stateWords } from "@/features/messages/rules";
import { type DeliveryState, deliveryStates } from "@/features/messages/schema";

/** How many of a message's mails came to what; only what there is. */
export function DeliveryCountsLine({ counts }: { counts: Record<DeliveryState, number> }) {
  return (
    <span className="tabular">
      {deliveryStates
        .filter((state) => counts[state] > 0)
        .map((state) => `${counts[state].toLocaleString("en")} ${stateWords[state].toLowerCase()}`)
        .join(" · ")}
    </span>
  );
}
