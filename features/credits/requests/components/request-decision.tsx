import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { decideRequestsAction } from "@/features/credits/requests/actions";
import type { RequestRow } from "@/features/credits/requests/queries";
import { paths } from "@/lib/paths";
import type { ListPlace } from "./list-address";

/** What can be done with a request: approve it at one press, or go to the page that asks for a reason to decline it. */
export function RequestDecision({ place, request }: { place: ListPlace; request: RequestRow }) {
  const { at, state, search: q } = place;
  const who = request.name || request.email;
  const mayApprove = request.state === "PENDING" || request.state === "DECLINED";
  const mayDecline = request.state === "PENDING" || request.state === "WAITING";
  return (
    <div className="flex flex-wrap gap-2">
      {mayApprove && request.isParticipant && (
        <PostForm action={decideRequestsAction} hidden={{ ...at, state, q, request: request.id, decision: "approve" }}>
          <SubmitButton size="small" variant="secondary">
            {request.state === "DECLINED" ? "Approve after all" : "Approve"}
            <span className="sr-only"> the request of {who}</span>
          </SubmitButton>
        </PostForm>
      )}
      {mayDecline && (
        <LinkButton
          size="small"
          variant="quiet"
          href={paths.declineRequests({ ...at, state, q, requests: [request.id] })}
        >
          Decline<span className="sr-only"> the request of {who}</span>
        </LinkButton>
      )}
    </div>
  );
}
