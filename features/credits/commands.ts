import type { ProblemVerdict } from "@/content/guides/types";
import { recordEvent } from "@/features/audit/commands";
import type { OfferMember } from "@/features/courses/access";
import { readQuestions } from "@/features/offers/questions/queries";
import { checkAnswers } from "@/features/offers/questions/rules";
import type { FormRefusal } from "@/lib/form-state";
import type { Allocation } from "@/prisma/generated/client";
import { type Database, databaseNow, type Prisma, queryDespiteDeadlock, type Transaction } from "@/server/db";
import { type Done, done, type Outcome, refuse } from "@/server/errors";
import { metrics } from "@/server/metrics";
import { traced } from "@/server/tracing";
import { type AllocationState, type ClaimOutcome, condemnsCode, statesBefore } from "./rules";

type ByParticipant = { prisma: Prisma; proof: OfferMember };

/**
 * Asks for a code with the answers to what the offer asks now, by question. Refuses, beside each field, what `checkAnswers` refuses; what
 * is asked and answered well goes to `claimCode`, whose outcome is the value.
 */
export async function askForCode({
  pool,
  proof,
  answers,
}: {
  pool: Database["pool"];
  proof: OfferMember;
  answers: Record<string, string>;
}): Promise<Done<ClaimOutcome> | FormRefusal> {
  const checked = checkAnswers(await readQuestions({ pool, proof }), answers);
  if (!checked.ok) {
    return { ok: false, reason: "questions", sentence: "", problems: checked.problems };
  }
  const { outcome } = await claimCode({ pool, proof, answers: checked.answers });
  return done(outcome);
}

/**
 * Asks for a code, or asks again: the same answer as long as nothing has changed. `allocationId` is set when the person
 * holds a code. The SQL function judges enrolment, window and pool by the database's clock and commits allocation, audit
 * event and mail job together. `answers`, by question, are kept with a request that this call makes. It goes to the pool directly: Prisma's transaction costs ten times as much (decision 0005).
 */
export async function claimCode({
  pool,
  proof,
  answers,
}: {
  pool: Database["pool"];
  answers?: Record<string, string>;
  /** Who it is for; `userId` is who asks, null when the portal itself serves the waiting list. */
  proof: { offerId: string; enrolmentId: string; userId: string | null };
}): Promise<{ outcome: ClaimOutcome; allocationId: string | null }> {
  return traced({ name: "claim", attributes: { "bursar.offer": proof.offerId } }, async (span) => {
    const { rows } = await queryDespiteDeadlock<{ outcome: ClaimOutcome; allocation_id: string | null }>(
      pool,
      "SELECT outcome, allocation_id FROM claim_code($1, $2, $3, $4)",
      [proof.offerId, proof.enrolmentId, proof.userId, answers ?? null],
    );
    const [row] = rows;
    if (!row) {
      throw new Error("claim_code answered with no row");
    }
    span.setAttribute("bursar.outcome", row.outcome);
    metrics().claims.inc({ outcome: row.outcome });
    return { outcome: row.outcome, allocationId: row.allocation_id };
  });
}

/** Leaves the waiting list, or takes back a request that is not decided. Refuses when the request was decided meanwhile. */
export async function cancelRequest({ prisma, proof }: ByParticipant): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const [cancelled] = await tx.request.updateManyAndReturn({
      where: { offerId: proof.offerId, enrolmentId: proof.enrolmentId, state: { in: ["PENDING", "WAITING"] } },
      data: { state: "CANCELLED", cancelledAt: await databaseNow(tx) },
    });
    if (!cancelled) {
      return refuse("decided", "There is no open request of yours any more. This page shows where you stand now.");
    }
    await recordEvent(tx, {
      ...about(proof),
      act: "request.cancelled",
      subjectType: "request",
      subjectId: cancelled.id,
    });
    return done(null);
  });
}

/** Lets the owner see the code from now on. Revealing again changes nothing and is not recorded twice. */
export async function revealCode({ prisma, proof }: ByParticipant): Promise<Outcome<null>> {
  return move({ prisma, proof, to: "REVEALED", from: ["ALLOCATED"], stamp: "revealedAt", act: "code.revealed" });
}

/** "I have redeemed it." */
export async function confirmRedemption({ prisma, proof }: ByParticipant): Promise<Outcome<null>> {
  return move({ prisma, proof, to: "REDEEMED", stamp: "redeemedAt", act: "code.redeemed" });
}

/** Takes back "I have redeemed it", pressed too early. */
export async function takeBackRedemption({ prisma, proof }: ByParticipant): Promise<Outcome<null>> {
  return move({
    prisma,
    proof,
    to: "REVEALED",
    from: ["REDEEMED"],
    data: { redeemedAt: null },
    act: "code.redemption-taken-back",
  });
}

/**
 * Records that the code does not work, and takes it out of use where the verdict says that the code is to blame.
 * A limit per account or a missing right is no fault of the code: nothing changes, and the refusal says so.
 */
export async function reportCode({
  prisma,
  proof,
  cause,
  verdict,
}: ByParticipant & { cause: string; verdict: ProblemVerdict }): Promise<Outcome<null>> {
  if (!condemnsCode(verdict)) {
    return refuse(
      "code-is-good",
      "This code is still good: the advice beside the cause that you chose says what to do.",
    );
  }
  return move({
    prisma,
    proof,
    to: "REPORTED",
    stamp: "reportedAt",
    data: { reportCause: cause },
    act: "code.reported",
    code: "QUARANTINED",
    detail: { cause },
  });
}

/** Takes back a report, because the code worked after all. The code stays with its owner and never goes to the pool. */
export async function takeBackReport({ prisma, proof }: ByParticipant): Promise<Outcome<null>> {
  return move({
    prisma,
    proof,
    to: "REVEALED",
    from: ["REPORTED"],
    data: { reportedAt: null, reportCause: null },
    act: "code.report-taken-back",
    code: "ALLOCATED",
  });
}

type Move = ByParticipant & {
  to: AllocationState;
  /** Where the rules allow more than this command does. */
  from?: AllocationState[];
  /** The column that gets the instant of this move, by the database's clock. */
  stamp?: "revealedAt" | "redeemedAt" | "reportedAt";
  data?: Partial<Pick<Allocation, "redeemedAt" | "reportedAt" | "reportCause">>;
  act: Parameters<typeof recordEvent>[1]["act"];
  code?: "QUARANTINED" | "ALLOCATED";
  detail?: Record<string, string>;
};

async function move({ prisma, proof, to, from, stamp, data, act, code, detail }: Move): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const mine = { offerId: proof.offerId, enrolmentId: proof.enrolmentId };
    const [moved] = await tx.allocation.updateManyAndReturn({
      where: { ...mine, state: { in: from ?? statesBefore(to) } },
      data: { ...data, ...(stamp && { [stamp]: await databaseNow(tx) }), state: to },
    });
    if (!moved) {
      return alreadyThere(tx, mine, to);
    }
    if (code) {
      await tx.code.update({ where: { id: moved.codeId }, data: { state: code }, select: { id: true } });
    }
    await recordEvent(tx, { ...about(proof), act, subjectType: "allocation", subjectId: moved.id, detail });
    return done(null);
  });
}

/** A second press finds the work done, which is no refusal; anything else has changed under the person's hands. */
async function alreadyThere(
  tx: Transaction,
  mine: { offerId: string; enrolmentId: string },
  to: AllocationState,
): Promise<Outcome<null>> {
  const same = await tx.allocation.findFirst({ where: { ...mine, state: to }, select: { id: true } });
  return same
    ? done(null)
    : refuse(
        "changed",
        "Nothing was done, because your code's state has changed. This page shows where you stand now.",
      );
}

function about(proof: OfferMember) {
  return { courseId: proof.courseId, offerId: proof.offerId, actorId: proof.userId };
}
