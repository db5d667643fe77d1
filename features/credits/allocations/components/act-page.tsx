import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import type { StateAction } from "@/features/courses/components/action-form";
import { PostForm } from "@/features/courses/components/post-form";
import {
  releaseCodeAction,
  revokeCodeAction,
  takeBackConfirmationAction,
} from "@/features/credits/allocations/actions";
import type { ActView, AllocationRow } from "@/features/credits/allocations/queries";
import type { ActName } from "@/features/credits/allocations/rules";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { paths } from "@/lib/paths";
import { AllocationStateCell } from "./allocation-state";
import { EndForm } from "./end-form";

type PlainAct = Exclude<ActName, "replace">;
type Words = { title: string; press: string; undo: string; follows: string[] };

/** The two that end an allocation: what does it, and who reads the reason. */
const ENDS: Partial<Record<PlainAct, { action: StateAction; hint: string }>> = {
  release: {
    action: releaseCodeAction,
    hint: "It stays with the allocation, for the staff of the course. The mail does not say it.",
  },
  revoke: { action: revokeCodeAction, hint: "The participant reads it, in the mail and beside the offer." },
};

const WORDS: Record<PlainAct, Words> = {
  release: {
    title: "Release a code",
    press: "Release the code",
    undo: "What follows",
    follows: [
      "Nobody has seen this code. It goes back to the pool, and whoever waits longest gets one.",
      "The participant gets a mail, and may ask again while requests are open. You can also give them a code by hand.",
    ],
  },
  revoke: {
    title: "Revoke a code",
    press: "Revoke the code",
    undo: "This cannot be undone",
    follows: [
      "The participant cannot see the code here any more, may not ask again, and gets a mail.",
      "The code goes into quarantine. Nobody is ever given it again.",
      "Who has noted the code down may still redeem it: the provider does not know of the quarantine.",
      "If you change your mind, you can give the person another code by hand.",
    ],
  },
  "take-back": {
    title: "Take back a confirmation",
    press: "Take the confirmation back",
    undo: "What follows",
    follows: [
      "The participant has said that the code is redeemed. It counts as revealed again, and they can redeem, confirm or report it.",
      "They get no mail. They can confirm again by themselves.",
    ],
  },
};

/** The step between wanting to do something with an allocation and doing it: whose it is, and what follows. */
export function ActPage({
  at,
  act,
  view: { offer },
  allocation,
}: {
  at: { course: string; offer: string };
  act: PlainAct;
  view: Pick<ActView, "offer">;
  allocation: AllocationRow;
}) {
  const { title, press, undo, follows } = WORDS[act];
  const end = ENDS[act];
  const hidden = { ...at, allocationId: allocation.id };
  const back = paths.allocation({ ...at, allocation: allocation.id });
  return (
    <div className="max-w-text">
      <PageHeader title={title} kicker={offer.name} />
      <DescriptionList
        items={[
          { term: "Participant", detail: <ParticipantCell {...allocation} /> },
          { term: "State", detail: <AllocationStateCell row={allocation} guide={offer.guide} /> },
        ]}
      />
      <Notice kind={act === "revoke" ? "warning" : "info"} title={undo} className="my-8">
        <ul className="list-disc space-y-1 ps-5">
          {follows.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      {end ? (
        <EndForm {...end} {...{ hidden, press, back }} isFinal={act === "revoke"} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <PostForm action={takeBackConfirmationAction} hidden={hidden}>
            <SubmitButton>{press}</SubmitButton>
          </PostForm>
          <LinkButton href={back} variant="quiet">
            Back to the allocation
          </LinkButton>
        </div>
      )}
    </div>
  );
}
