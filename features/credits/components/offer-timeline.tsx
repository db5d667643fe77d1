import { Timeline, type TimelineStep } from "@/components/ui/timeline";
import type { OfferView } from "@/features/credits/queries";
import type { Standing } from "@/features/credits/rules";
import { formatInstantShort } from "@/lib/dates";

/** Where the walk has stopped: the words of the step that stands in its way. */
const STOPS: Partial<Record<Standing, string>> = {
  closed: "Requests closed",
  declined: "Declined",
  reported: "Reported: the code does not work",
  withdrawn: "Withdrawn",
  expired: "Expired",
};

/** What a step is called while it lies ahead; done, it has its own title. */
const AHEAD: Record<string, string> = {
  Requested: "Your request",
  Approved: "Approval by an instructor",
  "Code given to you": "A code for you",
  "Code revealed": "Looking at your code",
  Redeemed: "Redeeming it",
};

/** The walk from request to redeemed credit, with the time of each step on the course's clocks. */
export function OfferTimeline({ offer }: { offer: OfferView }) {
  const steps = offer.timeline.map(
    ({ title, at, state }): TimelineStep => ({
      key: title,
      title: state === "done" ? title : (AHEAD[title] ?? title),
      state,
      at: at && formatInstantShort(at, offer.timeZone),
    }),
  );
  const stop = STOPS[offer.standing];
  const open = steps.findIndex(({ state }) => state !== "done");
  if (stop && open !== -1) {
    const later = steps.slice(open).map((step): TimelineStep => ({ ...step, state: "upcoming" }));
    steps.splice(open, steps.length, { key: "stop", title: stop, state: "problem" }, ...later);
  }
  return (
    <>
      <Timeline label={`Your way to ${offer.name}`} steps={steps} className="max-w-text" />
      {steps.some(({ at }) => at) && (
        <p className="mt-4 text-sm text-muted">Times are those of {offer.timeZone.replaceAll("_", " ")}.</p>
      )}
    </>
  );
}
