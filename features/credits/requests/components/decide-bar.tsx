import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form-state";
import { decideRequestsAction } from "../actions";
import { type ListPlace, listAddress } from "./list-address";

/** The form that the boxes of the table belong to, wherever they stand. */
export const DECIDE_FORM = "decide";

/** Decides what is ticked. The second button leads to a page that asks for the reason. */
export function DecideBar({
  place,
  after,
  mayApprove,
  shown,
  areAllChosen,
}: {
  place: ListPlace;
  after?: string;
  mayApprove: boolean;
  shown: number;
  areAllChosen: boolean;
}) {
  const action: FormAction = decideRequestsAction;
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
    </form>
  );
}
