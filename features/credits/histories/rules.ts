import type { AllocationState } from "@/features/credits/rules";

/** A fact about an allocation or its request, as the trail and the timestamps have it. */
export type HistoryFacts = {
  allocation: {
    id: string;
    state: AllocationState;
    allocatedAt: Date;
    reportCause: string | null;
  };
  /** Null: nobody asked, the code was given by hand. */
  request: { createdAt: Date | null };
  events: readonly { act: string; at: Date; actor: string | null; detail: Record<string, unknown> }[];
  /** The address of the person who holds it. */
  holder: string;
};

/** One line of a history. `by` is who did it; null where that is not on record, or the portal itself. */
export type HistoryLine = { at: Date; text: string; by: string | null };

const WORDS: Record<string, string> = {
  "request.made": "The participant asked for a code",
  "request.waiting": "No code could be given: a place on the waiting list",
  "request.approved": "The request was approved",
  "request.declined": "The request was declined",
  "request.cancelled": "The request was taken back",
  "code.given": "A code was given by hand",
  "code.revealed": "The code was revealed",
  "code.redeemed": "“I have redeemed it”",
  "code.redemption-taken-back": "The confirmation of redemption was taken back",
  "code.reported": "The code was reported as not working",
  "code.report-taken-back": "The report was taken back",
  "code.replaced": "The code was replaced by another one",
  "code.revoked": "The code was revoked",
  "code.released": "The code was released into the pool",
  "code.shown-to-instructor": "The code was shown to an instructor",
};

/** The history of an allocation, oldest first. What is told by a timestamp alone (asking, giving) stands there once, whoever recorded it. */
export function tellHistory({ allocation, request, events, holder }: HistoryFacts): HistoryLine[] {
  const told = events.flatMap(({ act, at, actor, detail }): HistoryLine[] => {
    const text = WORDS[act];
    return text ? [{ at, text: text + describeSource(detail), by: actor === holder ? "the participant" : actor }] : [];
  });
  const asked = events.some(({ act }) => act === "request.made" || act === "request.waiting" || act === "code.given");
  const given = events.some(({ act }) => act === "code.given");
  const lines = [
    ...(asked || request.createdAt === null
      ? []
      : [{ at: request.createdAt, text: WORDS["request.made"] ?? "", by: "the participant" }]),
    ...(given ? [] : [{ at: allocation.allocatedAt, text: "A code was given", by: null }]),
    ...told,
  ];
  return lines.sort((one, other) => one.at.getTime() - other.at.getTime());
}

function describeSource({ from }: Record<string, unknown>): string {
  return from === "spares" ? ", from the spares" : "";
}
