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

/** How an allocation stands, by word and shape; for a reported code with what its owner saw, in the guide's words. */
export function AllocationStateCell({ row, guide }: { row: AllocationRow; guide: string }) {
  const [tone, word] = WORDS[row.state];
  return (
    <>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {row.state === "REPORTED" && <p className="mt-1 max-w-72">{describeCause({ guide, cause: row.reportCause })}</p>}
    </>
  );
}

/** What the provider's page said, as the guide has it; the cause's name where a guide no longer has it. */
export function describeCause({ guide, cause }: { guide: string; cause: string | null }): string {
  const problem = findGuide(guide)?.problems.find(({ slug }) => slug === cause);
  return problem?.says ?? cause ?? "";
}
