import { expect, it } from "vitest";
import { mayBeShown, SHOWN_PER_HOUR } from "./rules";

it("shows that many codes an hour and no more", () => {
  expect([0, SHOWN_PER_HOUR - 1, SHOWN_PER_HOUR, 1000].map(mayBeShown)).toEqual([true, true, false, false]);
});
