import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { approveRequestAction } from "@/features/credits/requests/actions";
import type { RequestRow } from "@/features/credits/requests/queries";
import { paths } from "@/lib/paths";

/** What can be done with a request: approve it at one press, or go to the page that asks for a reason to decline it. */
export function RequestDecision({ at, request }: { at: { course: string; offer: string }; request: RequestRow }) {
  const who = request.name || request.email;
  const mayApprove = request.state === "PENDING" || request.state === "DECLINED";
  const mayDecline = request.state === "PENDING" || request.state === "WAITING";
  return (
    <div className="flex flex-wrap gap-2">
      {mayApprove && request.isParticipant && (
        <PostForm action={approveRequestAction} hidden={{ ...at, requestId: request.id }}>
          <SubmitButton size="small" variant="secondary">
            {request.state === "DECLINED" ? "Approve after all" : "Approve"}
            <span className="sr-only"> the request of {who}</span>
          </SubmitButton>
        </PostForm>
      )}
      {mayDecline && (
        <LinkButton size="small" variant="quiet" href={paths.declineRequest({ ...at, request: request.id })}>
          Decline<span className="sr-only"> the request of {who}</span>
        </LinkButton>
      )}
    </div>
  );
}
