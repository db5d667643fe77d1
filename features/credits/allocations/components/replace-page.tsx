import { LinkButton } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice-field";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { replaceCodeAction } from "@/features/credits/allocations/actions";
import type { ActView, AllocationRow } from "@/features/credits/allocations/queries";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { writeCount } from "@/features/credits/selections/rules";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { AllocationStateCell } from "./allocation-state";

/** The step between wanting to replace a code and replacing it: whose it is, and what follows, which cannot be undone. */
export function ReplacePage({
  at,
  view: { course, offer, available, spare },
  allocation,
}: {
  at: { course: string; offer: string };
  view: Omit<ActView, "allocation">;
  allocation: AllocationRow;
}) {
  const nothing = available + spare === 0;
  return (
    <div className="max-w-text">
      <PageHeader title="Replace a code" kicker={offer.name} />
      <DescriptionList
        items={[
          { term: "Participant", detail: <ParticipantCell {...allocation} /> },
          { term: "State", detail: <AllocationStateCell row={allocation} guide={offer.guide} /> },
          { term: "Allocated", detail: formatInstant(allocation.allocatedAt, course.timeZone) },
          { term: "Codes in the pool", detail: writeCount(available) },
          { term: "Spares", detail: writeCount(spare) },
        ]}
      />
      {nothing ? (
        <Notice kind="caution" title="The pool is empty" className="my-8">
          <p>There is no code to replace this one with. Import codes, then come back.</p>
        </Notice>
      ) : (
        <Notice kind="warning" title="This cannot be undone" className="my-8">
          <ul className="list-disc space-y-1 ps-5">
            <li>The participant is given another code, and a mail that says so.</li>
            <li>The old code goes into quarantine. Nobody is ever given it again.</li>
            <li>{remarkOn(allocation)}</li>
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap items-end gap-3">
        {nothing ? (
          <LinkButton href={paths.codesImport(at)}>Import codes</LinkButton>
        ) : (
          <PostForm action={replaceCodeAction} hidden={{ ...at, allocationId: allocation.id }}>
            {spare > 0 && <Source available={available} />}
            <SubmitButton variant="danger">Replace the code</SubmitButton>
          </PostForm>
        )}
        <LinkButton href={paths.allocation({ ...at, allocation: allocation.id })} variant="quiet">
          Back to the allocation
        </LinkButton>
      </div>
    </div>
  );
}

/** Spares are there for this, so they come first. */
function Source({ available }: { available: number }) {
  return (
    <RadioGroup
      name="from"
      label="Take the new code"
      className="mb-5"
      defaultValue="spares"
      choices={[
        { value: "spares", label: "from the spares" },
        { value: "pool", label: "from the pool", disabled: available === 0 },
      ]}
    />
  );
}

/** What an instructor should think of before giving away another code. */
function remarkOn({ state }: AllocationRow): string {
  switch (state) {
    case "ALLOCATED":
      return "The participant has not looked at the old code yet, so nothing speaks against it so far.";
    case "REVEALED":
      return "The participant has seen the old code and may still redeem it: the provider does not know of the quarantine.";
    case "REDEEMED":
      return "The participant says that the old code is redeemed. With another one they may have the credit twice.";
    default:
      return "If the old code works after all, the participant may still redeem it: the provider does not know of the quarantine.";
  }
}
