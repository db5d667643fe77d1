import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import { findGuide } from "@/content/guides";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import type { AllocationState } from "@/features/credits/rules";

const WORDS: Record<AllocationState, [tone: Tone, word: string]> = {
  ALLOCATED: ["info", "Allocated"],
  REVEALED: ["info", "Revealed"],
  REDEEMED: ["positive", "Redeemed"],
  REPORTED: ["danger", "Reported"],
  REPLACED: ["neutral", "Replaced"],
  REVOKED: ["neutral", "Revoked"],
  RELEASED: ["neutral", "Released"],
};

/** The word for a state. */
export function nameState(state: AllocationState): string {
  return WORDS[state][1];
}

/** How an allocation stands, by word and shape. */
export function AllocationBadge({ state }: { state: AllocationState }) {
  const [tone, word] = WORDS[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

/** The same; for a reported code with what its owner saw, in the guide's words. */
export function AllocationStateCell({
  row,
  guide,
}: {
  row: Pick<AllocationRow, "state" | "reportCause">;
  guide: string;
}) {
  return (
    <>
      <AllocationBadge state={row.state} />
      {row.state === "REPORTED" && <p className="mt-1 max-w-72">{describeCause({ guide, cause: row.reportCause })}</p>}
    </>
  );
}

/** What the provider's page said, as the guide has it; the cause's name where a guide no longer has it. */
export function describeCause({ guide, cause }: { guide: string; cause: string | null }): string {
  const problem = findGuide(guide)?.problems.find(({ slug }) => slug === cause);
  return problem?.says ?? cause ?? "";
}
