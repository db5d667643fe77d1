import { expect, it } from "vitest";
import { maskAddress } from "./mask-address";

it("shows the first letter and the host, and not how long the rest is", () => {
  expect(maskAddress("ada.lovelace@example.org")).toBe("a•••@example.org");
  expect(maskAddress("a@example.org")).toBe("a•••@example.org");
  expect(maskAddress('"odd@one"@example.org')).toBe('"•••@example.org');
});
