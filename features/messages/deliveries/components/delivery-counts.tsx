import { stateWords } from "@/features/messages/rules";
import { type DeliveryState, deliveryStates } from "@/features/messages/schema";

const ALWAYS: DeliveryState[] = ["QUEUED", "ACCEPTED", "REFUSED"];

/** How many of a message's mails are on their way, were accepted and were refused; the two rare ends only where there are any. */
export function DeliveryCountsLine({ counts }: { counts: Record<DeliveryState, number> }) {
  return (
    <span className="tabular">
      {deliveryStates
        .filter((state) => ALWAYS.includes(state) || counts[state] > 0)
        .map((state) => `${counts[state].toLocaleString("en")} ${stateWords[state].toLowerCase()}`)
        .join(" · ")}
    </span>
  );
}
