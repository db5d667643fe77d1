import { expect, it } from "vitest";
import { isCurrency, listCurrencies } from "./currencies";

it("offers money in use, and neither units of account nor what is no more", () => {
  const codes = listCurrencies().map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(["CHF", "EUR", "USD", "XOF"]));
  expect(codes.filter((code) => ["XDR", "XSU", "ZWL"].includes(code))).toEqual([]);
  expect(isCurrency("EUR")).toBe(true);
  expect(isCurrency("EURO")).toBe(false);
});
