import { expect, it } from "vitest";
import { type Audience, chooseAudience, invited } from "@/features/messages/schema";
import { listBoxes, suggestWords } from "./rules";

const course = { slug: "brains", title: "Brains", term: "Autumn 2026", timeZone: "Europe/Berlin" };
const offer = {
  name: "AWS credit",
  amountMinor: 10_000,
  currency: "USD",
  opensAt: new Date("2026-10-01T00:00:00Z"),
  closesAt: new Date("2026-12-19T22:59:00Z"),
};
const suggest = (kind: "INVITATION" | "REMINDER" | "LETTER", offers = [offer]) =>
  suggestWords({ kind, course, offers, publicUrl: "https://credits.example.org" });

it("an invitation says what the course gives, until when, and where to sign in", () => {
  expect(suggest("INVITATION").body).toBe(
    [
      "You have a place in **Brains**, Autumn 2026.",
      "The course gives you:",
      "- AWS credit, $100: request your code by 19 December 2026, 23:59 (Europe/Berlin)",
      "Sign in with the address to which this mail came. You get a link by mail, and need no password:",
      "https://credits.example.org/courses/brains",
    ].join("\n\n"),
  );
  expect(suggest("INVITATION", []).body).not.toContain("gives you");
});

it("a reminder has words to begin with, and a letter is the writer's own", () => {
  expect(suggest("REMINDER").body).toContain("still to do");
  expect(suggest("LETTER")).toEqual({ subject: "Brains", body: "" });
});

it("the boxes of a reminder say whom it is for, whatever the address had ticked, and also those of single offers", () => {
  const audience: Audience = { kind: "REMINDER", wanted: ["request", "reveal:aws-credit"] };
  const boxes = listBoxes({
    audience,
    choices: [
      { audience: { kind: "REMINDER", wanted: ["request"] }, recipients: 46 },
      { audience: { kind: "REMINDER", wanted: ["reveal"] }, recipients: 3 },
    ],
    offers: [{ slug: "aws-credit", name: "AWS credit" }],
  });
  expect(boxes).toEqual({
    kind: "steps",
    choices: [
      { name: "request", label: "have not requested (46)", isTicked: true },
      { name: "reveal", label: "have not revealed their code (3)", isTicked: false },
      { name: "named", label: "have not revealed their code (AWS credit)", isTicked: true },
    ],
  });
  expect(chooseAudience({ audience, boxes: "on", reveal: "on" })).toEqual({ kind: "REMINDER", wanted: ["reveal"] });
  expect(chooseAudience({ audience, boxes: "on", redeem: "on", named: "on" })).toEqual({
    kind: "REMINDER",
    wanted: ["redeem", "reveal:aws-credit"],
  });
  expect(chooseAudience({ audience, boxes: "on" })).toEqual({ kind: "REMINDER", wanted: [] });
  expect(chooseAudience({ audience })).toEqual(audience);
});

it("an invitation is for whom its form says, and a letter has no boxes", () => {
  const audience: Audience = { kind: "INVITATION", who: "never-invited" };
  const choices = invited.map((who) => ({ audience: { kind: "INVITATION" as const, who }, recipients: 2 }));
  expect(listBoxes({ audience, choices, offers: [] })).toMatchObject({
    kind: "who",
    chosen: "never-invited",
    choices: [{ label: "Participants who were never invited (2)" }, {}, { value: "all" }],
  });
  expect(chooseAudience({ audience, who: "all" })).toEqual({ kind: "INVITATION", who: "all" });
  const letter: Audience = { kind: "LETTER", by: "role", role: "EVERYBODY" };
  expect(listBoxes({ audience: letter, choices: [], offers: [] })).toBeNull();
  expect(chooseAudience({ audience: letter, boxes: "on", who: "all", request: "on" })).toEqual(letter);
});
