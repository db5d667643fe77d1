import { NextStep } from "@/components/ui/next-step";
import type { OfferView } from "@/features/credits/queries";
import type { Standing } from "@/features/credits/rules";
import { RequestForm } from "./request-form";
import { StandingActions } from "./standing-actions";
import { StandingBadge } from "./standing-badge";

const LEFT = {
  budget: "Guard your bill",
  acknowledgement: "Acknowledge the sponsor",
  nothing: "You have done all of it",
};

const NEXT: Record<Standing, string> = {
  "not-yet-open": "Come back when requests are open",
  open: "Request your code",
  closed: "Requests have closed",
  pending: "Wait for the answer",
  waiting: "Wait for a free code",
  declined: "Ask your course, if this surprises you",
  allocated: "Look at your code when you are ready",
  revealed: "Redeem your code",
  redeemed: LEFT.nothing,
  reported: "Wait for another code",
  withdrawn: "Ask your course",
  expired: "This credit is over",
  staff: "You look after this course",
};

/** The head of an offer's page: what state am I in, and what do I do next. */
export function OfferPanel({ offer }: { offer: OfferView }) {
  const late = offer.expired && (offer.standing === "allocated" || offer.standing === "revealed");
  const title = offer.standing === "redeemed" ? LEFT[offer.leftToDo ?? "nothing"] : NEXT[offer.standing];
  const isAsked = offer.standing === "open" && offer.questions.length > 0;
  return (
    <NextStep
      status={<StandingBadge offer={offer} />}
      title={late ? "The last day to redeem has passed" : title}
      actions={isAsked ? undefined : <StandingActions offer={offer} />}
    >
      {late ? (
        <p>
          The provider may refuse the code now. The date cannot be extended; your course's contact can tell you more.
        </p>
      ) : (
        <p>{offer.sentence}</p>
      )}
      {offer.replacedAt && offer.standing === "allocated" && (
        <p>This is a new code: the one that you had before was replaced, and it no longer counts.</p>
      )}
      {isAsked && (
        <div id="request" className="no-print pt-3">
          <RequestForm offer={{ course: offer.course.slug, offer: offer.slug }} questions={offer.questions} />
        </div>
      )}
    </NextStep>
  );
}
