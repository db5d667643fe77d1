import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANSWER_LENGTH, answerField, checkAnswers, moveByOne, type Question } from "./rules";

const must: Question = { id: "must", text: "What for?", required: true };
const may: Question = { id: "may", text: "With whom?", required: false };

describe("checkAnswers", () => {
  it.each([
    [
      "a required one that is given",
      [must],
      { must: " For the project \r\n work " },
      { must: "For the project \n work" },
    ],
    ["an optional one left empty", [must, may], { must: "Yes", may: "   " }, { must: "Yes" }],
    ["nothing asked", [], {}, {}],
    ["an answer to no question, or to one taken out", [may], { other: "x", may: "y" }, { may: "y" }],
    ["as long as allowed", [may], { may: "x".repeat(ANSWER_LENGTH) }, { may: "x".repeat(ANSWER_LENGTH) }],
    ["a NUL inside", [may], { may: "a\u0000b" }, { may: "ab" }],
  ])("takes %s", (_what, questions, typed, answers) => {
    expect(checkAnswers(questions, typed)).toEqual({ ok: true, answers });
  });

  it.each([
    ["a required one that is missing", [must, may], {}, ["must"]],
    ["a required one of spaces only", [must], { must: " \n\t " }, ["must"]],
    ["one character too many", [must, may], { must: "x", may: "x".repeat(ANSWER_LENGTH + 1) }, ["may"]],
    ["an answer inherited from nowhere", [{ ...must, id: "constructor" }], {}, ["constructor"]],
  ])("refuses %s, beside its field", (_what, questions, typed, fields) => {
    const checked = checkAnswers(questions, typed);
    expect(checked.ok).toBe(false);
    expect(Object.keys(checked.ok ? {} : checked.problems)).toEqual(fields.map(answerField));
  });

  it("never keeps an answer that nobody asked for, an empty one, or one too long", () => {
    const question = fc.record({ id: fc.uuid(), text: fc.string(), required: fc.boolean() });
    fc.assert(
      fc.property(fc.array(question, { maxLength: 6 }), fc.dictionary(fc.uuid(), fc.string()), (questions, extra) => {
        const typed = { ...extra, ...Object.fromEntries(questions.map(({ id, text }) => [id, text])) };
        const checked = checkAnswers(questions, typed);
        const answers = Object.entries(checked.ok ? checked.answers : {});
        expect(answers.every(([id, text]) => questions.some((asked) => asked.id === id) && text.trim() !== "")).toBe(
          true,
        );
        const isMissing = questions.some(
          ({ text, required }) => required && text.replaceAll("\u0000", "").trim() === "",
        );
        expect(checked.ok).toBe(!isMissing);
      }),
    );
  });
});

describe("moveByOne", () => {
  it.each([
    ["b", "up", ["b", "a", "c"]],
    ["b", "down", ["a", "c", "b"]],
    ["a", "up", ["a", "b", "c"]],
    ["c", "down", ["a", "b", "c"]],
    ["x", "up", ["a", "b", "c"]],
  ] as const)("moves %s %s", (id, direction, order) => {
    expect(moveByOne(["a", "b", "c"], id, direction)).toEqual(order);
  });
});
