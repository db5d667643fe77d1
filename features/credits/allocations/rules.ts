import { type AllocationState, mayMove } from "@/features/credits/rules";

const ACTS = ["replace", "release", "revoke", "take-back"] as const;

/** What an instructor may do with an allocation, each on a page of its own that says before what follows. */
export type ActName = (typeof ACTS)[number];

/** The longest reason that an instructor may write when ending an allocation, in characters. */
export const LONGEST_REASON = 500;

/** Reads an act from an address. */
export function readAct(text: string): ActName | null {
  return ACTS.find((act) => act === text) ?? null;
}

/** `isOfBackup`: given before the backup that the offer was restored from, so that it may have been seen since, whatever is on record. */
type Facts = { state: AllocationState; revealedAt: Date | null; isOfBackup: boolean };

/** Whether an instructor may do this with an allocation. What nobody has seen is released, and what was seen is revoked. */
export function mayAct(act: ActName, allocation: Facts | null): boolean {
  if (!allocation) {
    return false;
  }
  const { state } = allocation;
  const mayBeKnown = allocation.revealedAt !== null || allocation.isOfBackup;
  switch (act) {
    case "replace":
      return mayMove(state, "REPLACED");
    case "release":
      return mayMove(state, "RELEASED") && !mayBeKnown;
    case "revoke":
      return mayMove(state, "REVOKED") && mayBeKnown;
    case "take-back":
      return state === "REDEEMED";
  }
}

/** What an act would do, as it stands beside its button, before anybody presses it. */
export const actWords: Record<ActName, string> = {
  replace: "Replace: the participant gets another code; this one goes into quarantine for good.",
  release: "Release: nobody has seen the code, so it goes back to the pool, and the participant may ask again.",
  revoke:
    "Revoke: the code goes into quarantine for good, and the participant, who reads “Withdrawn”, may not ask again.",
  "take-back": "Take back: the code counts as revealed again, and the participant may confirm or report it.",
};

/** What an instructor may do with an allocation, in the order of the buttons. */
export function listActs(allocation: Facts): ActName[] {
  return (["replace", "release", "take-back", "revoke"] as const).filter((act) => mayAct(act, allocation));
}
