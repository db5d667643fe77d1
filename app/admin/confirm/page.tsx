import type { Metadata } from "next";
import { ConfirmedNotice, ConfirmForm, WayBack } from "@/app/admin/confirm-again";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { PresentPasskey } from "@/components/ui/present-passkey";
import { paths } from "@/lib/paths";
import { confirmAgain, sendConfirmation } from "@/server/auth/actions";
import { loadConfirmAgainView } from "@/server/auth/confirm-again-view";
import { safeNextPath } from "@/server/auth/next-path";
import { beginPresentingAction, presentPasskeyAction, recoverByCode } from "@/server/auth/passkeys/actions";

export const metadata: Metadata = { title: "Confirm that it is you" };

type Props = { searchParams: Promise<{ next?: string | string[]; problem?: string | string[] }> };

const LEAD =
  "Codes are worth money. Before one is shown or exported, we make sure that it is still you at this screen.";
const DUE = "This portal asks everybody who looks after courses for a second proof, once each time they sign in.";
const NONE_YET = `${DUE} You have no passkey yet: confirm by mail, then add one.`;

/** Before codes are shown or exported, and before staff see anything where a second factor is required. */
export default async function ConfirmAgainPage({ searchParams }: Props) {
  const { next: asked, problem } = await searchParams;
  const view = await loadConfirmAgainView();
  const { hasPasskey, isDue, isConfirmed } = view;
  const next = isDue && !hasPasskey ? paths.security : safeNextPath(asked);
  return (
    <Desk person={view} crumbs={[{ label: "Confirm that it is you" }]}>
      <PageHeader title="Confirm that it is you" lead={isDue ? (hasPasskey ? DUE : NONE_YET) : LEAD} />
      {isConfirmed && !(isDue && hasPasskey) ? (
        <ConfirmedNotice next={next} />
      ) : hasPasskey ? (
        <PresentPasskey
          next={next ?? paths.admin}
          isWrong={problem === "recovery"}
          begin={beginPresentingAction}
          present={presentPasskeyAction}
          recover={recoverByCode}
        />
      ) : (
        <ConfirmForm
          view={view}
          next={next}
          problem={typeof problem === "string" ? problem : null}
          send={sendConfirmation}
          confirm={confirmAgain}
        />
      )}
      {!isDue && !isConfirmed && <WayBack next={next} />}
    </Desk>
  );
}
