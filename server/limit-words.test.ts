import { expect, it } from "vitest";
import { sayTooOften } from "./limit-words";

it("says what was done too often, by whom, and when to try again, in whole minutes", () => {
  expect(sayTooOften({ limit: "reveal", by: "account", seconds: 61 })).toBe(
    "There were too many attempts at revealing a code, so nothing was done this time. Try again in 2 minutes.",
  );
  expect(sayTooOften({ limit: "sign-in-mail", by: "address", seconds: 5 })).toBe(
    "There were too many attempts from your network at asking for a sign-in mail, so nothing was done this time. Try again in 1 minute.",
  );
});
