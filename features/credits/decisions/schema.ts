import { z } from "zod";
import { declineReason, searchText } from "@/features/credits/requests/schema";
import { offerRef } from "@/features/credits/schema";

/** Which of the requests that can still be decided: a list of them, and a part of a name or an address. */
const matching = { state: z.enum(["pending", "waiting"]).catch("pending"), q: searchText };

/** What the address says of the page that asks before all that match are decided. */
export const decisionInUrl = z.object({ ...matching, decision: z.enum(["approve", "decline"]).catch("decline") });

/** `asOf` is the instant of the count that the page told: what came in later is not decided. */
const counted = { ...offerRef, ...matching, asOf: z.iso.datetime() };

export const approveAll = counted;
export const declineAll = { ...counted, reason: declineReason };
