import { describe, expect, it } from "vitest";
import { type HistoryFacts, tellHistory } from "./rules";

const minute = (number: number) => new Date(Date.UTC(2026, 10, 24, 8, number));
const facts = (events: HistoryFacts["events"]): HistoryFacts => ({
  allocation: { id: "a", state: "REVEALED", allocatedAt: minute(2), reportCause: null },
  request: { createdAt: minute(1) },
  holder: "ada@example.org",
  events,
});
const event = (act: string, at: Date, actor: string | null = null, detail = {}) => ({ act, at, actor, detail });

describe("the history of an allocation", () => {
  it("begins with the request and the giving, which the timestamps tell of a claim", () => {
    expect(tellHistory(facts([event("code.revealed", minute(3), "ada@example.org")]))).toEqual([
      { at: minute(1), text: "The participant asked for a code", by: "the participant" },
      { at: minute(2), text: "A code was given", by: null },
      { at: minute(3), text: "The code was revealed", by: "the participant" },
    ]);
  });

  it("tells each thing once where the trail has it, and who did it", () => {
    const told = tellHistory(
      facts([
        event("request.made", minute(1), "ada@example.org"),
        event("request.approved", minute(2), "iris@example.org"),
        event("code.given", minute(2), "iris@example.org", { from: "spares" }),
      ]),
    );
    expect(told.map(({ text, by }) => [text, by])).toEqual([
      ["The participant asked for a code", "the participant"],
      ["The request was approved", "iris@example.org"],
      ["A code was given by hand, from the spares", "iris@example.org"],
    ]);
  });

  it("passes over acts that it has no words for", () => {
    expect(tellHistory(facts([event("list.exported", minute(5))]))).toHaveLength(2);
  });
});
