import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import type { DecidingAct, OpenList } from "@/features/credits/bulk/rules";
import { DeclineForm } from "@/features/credits/requests/components/decline-form";
import { listAddress } from "@/features/credits/requests/components/list-address";
import { approveAllAction, declineAllAction } from "../actions";

type View = {
  offer: { name: string };
  decision: DecidingAct;
  list: OpenList;
  search: string;
  asOf: string;
  available: number;
  matching: number;
};

const WORDS = {
  approve: { title: "Approve", none: "There is no request to approve." },
  decline: { title: "Decline", none: "There is no request to decline." },
};

/** The step between wanting to decide all requests that match and deciding them: how many they are, and what follows. */
export function DecideAllPage({ at, view }: { at: { course: string; offer: string }; view: View }) {
  const { offer, decision, list, search, asOf, matching } = view;
  const requests = matching === 1 ? "1 request" : `${matching.toLocaleString("en")} requests`;
  const listHref = listAddress({ at, state: list, search });
  const hidden = { ...at, state: list, q: search, asOf };
  return (
    <div className="max-w-text">
      <PageHeader
        title={`${WORDS[decision].title} ${matching === 0 ? "requests" : requests}`}
        kicker={offer.name}
        lead={matching === 0 ? WORDS[decision].none : describeList(list, search)}
      />
      {matching > 0 && <WhatFollows view={view} />}
      {matching > 0 && decision === "decline" ? (
        <DeclineForm action={declineAllAction} hidden={hidden} count={matching} listHref={listHref} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          {matching > 0 && (
            <PostForm action={approveAllAction} hidden={hidden}>
              <SubmitButton>Approve {requests}</SubmitButton>
            </PostForm>
          )}
          <LinkButton href={listHref} variant="quiet">
            Back to the requests
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function describeList(list: OpenList, search: string): string {
  const all = list === "pending" ? "All requests that are to be decided" : "All requests that wait for a code";
  return `${all}${search === "" ? "" : `, of people whose name or address has “${search}” in it`}, on every page of the list.`;
}

function WhatFollows({ view: { decision, available, matching } }: { view: View }) {
  const codes = available === 1 ? "is 1 code" : `are ${available.toLocaleString("en")} codes`;
  return (
    <Notice kind="info" title="What follows" className="my-8">
      <ul className="list-disc space-y-1 ps-5">
        {decision === "approve" ? (
          <>
            <li>Each of them is given a code of the pool and gets a mail; who asked first is first.</li>
            <li>
              There {codes} in the pool.
              {matching > available &&
                " When they are used up, the others get a place on the waiting list, and a mail."}
            </li>
          </>
        ) : (
          <li>
            No code is given, and each of them gets a mail with your reason. Who waits loses the place for now. You can
            still approve a request later.
          </li>
        )}
        <li>What somebody decides meanwhile is left alone, and you are told how many that were.</li>
        <li>Requests that come in from now on are not among them.</li>
      </ul>
    </Notice>
  );
}
