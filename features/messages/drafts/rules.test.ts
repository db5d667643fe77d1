import { expect, it } from "vitest";
import { suggestWords } from "./rules";

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
