import { type AllocationState, mayMove } from "@/features/credits/rules";

/** What has a page of its own before it is done; replacing has another. */
export type SingleAct = "release" | "revoke" | "take-back";

/** Reads an act from an address. */
export function readAct(text: string): SingleAct | null {
  return text === "release" || text === "revoke" || text === "take-back" ? text : null;
}

type Facts = { state: AllocationState; revealedAt: Date | null };

/** Whether an instructor may replace the code of an allocation. */
export function mayReplace({ state }: Facts): boolean {
  return mayMove(state, "REPLACED");
}

/** Whether an instructor may do this with an allocation. What nobody has seen is released, and what was seen is revoked. */
export function mayAct(act: SingleAct, { state, revealedAt }: Facts): boolean {
  switch (act) {
    case "release":
      return mayMove(state, "RELEASED") && revealedAt === null;
    case "revoke":
      return mayMove(state, "REVOKED") && revealedAt !== null;
    case "take-back":
      return state === "REDEEMED";
  }
}
