import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form-state";
import { paths } from "@/lib/paths";
import { decideRequestsAction } from "../actions";
import { type ListPlace, listAddress } from "./list-address";

/** The form that the boxes of the table belong to, wherever they stand. */
export const DECIDE_FORM = "decide";

/**
 * Decides what is ticked, or, where the list goes on beyond this page, all that match. Only approving what is ticked is one press: the others lead to a
 * page that says how many they are and asks for the reason.
 */
export function DecideBar({
  place,
  after,
  mayApprove,
  shown,
  matching,
  areAllChosen,
}: {
  place: ListPlace;
  after?: string;
  mayApprove: boolean;
  shown: number;
  matching: number;
  areAllChosen: boolean;
}) {
  const action: FormAction = decideRequestsAction;
  const all = matching.toLocaleString("en");
  const toAll = (decision: "approve" | "decline") =>
    paths.decideAll(place.at, { decision, state: place.state, q: place.search });
  return (
    <form
      id={DECIDE_FORM}
      action={action as (form: FormData) => Promise<void>}
      className="no-print mb-4 flex flex-wrap items-center gap-x-3 gap-y-2"
    >
      <input type="hidden" name="course" value={place.at.course} />
      <input type="hidden" name="offer" value={place.at.offer} />
      <input type="hidden" name="state" value={place.state} />
      <input type="hidden" name="q" value={place.search} />
      <a href={listAddress(place, { after, ...(!areAllChosen && { select: "all" }) })} className="link me-3 py-2">
        {areAllChosen ? "Choose none" : shown === 1 ? "Choose the one shown" : `Choose all ${shown} shown`}
      </a>
      {mayApprove && (
        <SubmitButton size="small" name="decision" value="approve">
          Approve the chosen
        </SubmitButton>
      )}
      <SubmitButton size="small" variant="secondary" name="decision" value="decline">
        Decline the chosen…
      </SubmitButton>
      {matching > shown && (
        <>
          {mayApprove && (
            <LinkButton size="small" variant="secondary" href={toAll("approve")}>
              Approve all {all}…
            </LinkButton>
          )}
          <LinkButton size="small" variant="secondary" href={toAll("decline")}>
            Decline all {all}…
          </LinkButton>
        </>
      )}
    </form>
  );
}
