import type { Data } from "@/e2e/fixtures/data";
import { replaceCode } from "@/features/credits/allocations/commands";
import { claimCode, confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { instructorOf } from "@/prisma/factories/build-proof";
import type { Offer } from "@/prisma/generated/client";
import { addOffer, buildPlace, byMember, type Place } from "./build-place";

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

const WINDOWS: Record<string, Partial<Offer>> = {
  "not-yet-open": { opensAt: inDays(3), closesAt: inDays(9) },
  closed: { opensAt: inDays(-9), closesAt: inDays(-3) },
  expired: { opensAt: inDays(-9), closesAt: inDays(-3), redeemBy: inDays(-2) },
  pending: { policy: "BY_APPROVAL" },
  declined: { policy: "BY_APPROVAL" },
};

const STATES = [
  "not-yet-open",
  "open",
  "closed",
  "expired",
  "pending",
  "declined",
  "waiting",
  "allocated",
  "revealed",
  "redeemed",
  "reported",
  "withdrawn",
  "replaced",
] as const;
export type State = (typeof STATES)[number];

/** One person in one course with an offer for every state that a participant can be in. Made by the product's own commands where there are any. */
export async function buildStates(
  data: Data,
): Promise<Place & { states: Record<State, Pick<Place, "offer" | "path" | "codes">> }> {
  const place = await buildPlace(data, { offer: { name: "AWS credit" } });
  const states = {} as Record<State, Pick<Place, "offer" | "path" | "codes">>;
  for (const state of STATES) {
    const codes = state === "waiting" ? 0 : 2;
    states[state] = await addOffer({
      data,
      course: place.course,
      codes,
      offer: { name: `Credit ${state}`, ...WINDOWS[state] },
    });
    await bring({ data, place: { ...place, ...states[state] }, state });
  }
  return { ...place, states };
}

async function bring({ data, place, state }: { data: Data; place: Place; state: State }): Promise<void> {
  const by = byMember({ data, place });
  const { prisma, pool } = data.db;
  const mine = { offerId: place.offer.id };
  if (["not-yet-open", "open", "closed", "expired"].includes(state)) {
    return;
  }
  await claimCode(by);
  if (state === "declined") {
    await prisma.request.updateMany({
      where: mine,
      data: { state: "DECLINED", declinedAt: new Date(), reason: "You have one from us already." },
    });
  }
  if (["revealed", "redeemed", "reported", "withdrawn", "replaced"].includes(state)) {
    await revealCode(by);
  }
  if (state === "redeemed") {
    await confirmRedemption(by);
  } else if (state === "reported") {
    await reportCode({ ...by, cause: "expired", verdict: "bad-code" });
  } else if (state === "withdrawn") {
    await prisma.allocation.updateMany({ where: mine, data: { state: "REVOKED", revokedAt: new Date() } });
  } else if (state === "replaced") {
    const { id } = await prisma.allocation.findFirstOrThrow({ where: mine });
    await replaceCode({ pool, proof: instructorOf(place), allocationId: id });
  }
}
