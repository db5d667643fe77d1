import type { Metadata } from "next";
import { ConfirmedNotice, ConfirmForm } from "@/app/admin/confirm-again";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { confirmAgain, sendConfirmation } from "@/server/auth/actions";
import { loadConfirmAgainView } from "@/server/auth/confirm-again-view";
import { safeNextPath } from "@/server/auth/next-path";

export const metadata: Metadata = { title: "Confirm that it is you" };

type Props = { searchParams: Promise<{ next?: string | string[]; problem?: string | string[] }> };

/** Before codes are shown or exported: a signed-in browser may have been left alone, a mailbox less often. */
export default async function ConfirmAgainPage({ searchParams }: Props) {
  const { next: asked, problem } = await searchParams;
  const next = safeNextPath(asked);
  const view = await loadConfirmAgainView();
  return (
    <Desk person={view} crumbs={[{ label: "Confirm that it is you" }]}>
      <PageHeader
        title="Confirm that it is you"
        lead="Codes are worth money. Before one is shown or exported, we make sure that it is still you at this screen."
      />
      {view.isConfirmed ? (
        <ConfirmedNotice next={next} />
      ) : (
        <ConfirmForm
          view={view}
          next={next}
          problem={typeof problem === "string" ? problem : null}
          send={sendConfirmation}
          confirm={confirmAgain}
        />
      )}
    </Desk>
  );
}
