import { Timeline, type TimelineStep } from "@/components/ui/timeline";
import type { OfferView } from "@/features/credits/queries";
import type { Standing } from "@/features/credits/rules";
import { formatInstantShort } from "@/lib/dates";

/** Where the walk has stopped: the words of the step that stands in its way, and whether it may go on behind it. */
const STOPS: Partial<Record<Standing, { title: string; goesOn?: boolean }>> = {
  closed: { title: "Requests closed" },
  declined: { title: "Declined" },
  reported: { title: "Reported: the code does not work", goesOn: true },
  withdrawn: { title: "Withdrawn" },
  expired: { title: "Expired" },
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
      state: state === "current" && offer.standing === "not-yet-open" ? "upcoming" : state,
      at: at && formatInstantShort(at, offer.timeZone),
    }),
  );
  const stop = STOPS[offer.standing];
  const open = steps.findIndex(({ state }) => state !== "done");
  if (stop && open !== -1) {
    const later = stop.goesOn ? steps.slice(open).map((step): TimelineStep => ({ ...step, state: "upcoming" })) : [];
    steps.splice(open, steps.length, { key: "stop", title: stop.title, state: "problem" }, ...later);
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

/** Whether there is a way to draw: staff go none, and one who never asked before it was too late has none. */
export function hasTimeline(offer: OfferView): boolean {
  const over = offer.standing === "closed" || offer.standing === "expired";
  return offer.standing !== "staff" && !(over && offer.timeline.every(({ at }) => at === null));
}
