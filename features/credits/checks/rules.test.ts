import { describe, expect, it } from "vitest";
import { findOddForms, formOf } from "./rules";

describe("formOf", () => {
  it.each([
    ["AB12CD34", "A0"],
    ["ab-12", "a0-"],
    ["2027001", "09"],
    ["x#y", "a#"],
  ])("says of %s that it is made of %s", (code, form) => {
    expect(formOf(code)).toBe(form);
  });
});

describe("findOddForms", () => {
  const usual = { length: 16, form: "A0", count: 42 };
  const why = (...forms: Parameters<typeof findOddForms>[0]) => findOddForms(forms).odd.map((form) => form.why);

  it("finds the one value among forty-two codes that has another length", () => {
    expect(findOddForms([usual, { length: 3, form: "A0", count: 1 }])).toEqual({
      usual: 16,
      odd: [{ length: 3, form: "A0", count: 1, why: "3 characters" }],
    });
  });

  it("finds signs that no other has, and numbers among codes, of the same length as well", () => {
    expect(why(usual, { length: 16, form: "A0#", count: 1 })).toEqual(["signs such as # or /"]);
    expect(why(usual, { length: 16, form: "09", count: 2 })).toEqual(["digits only"]);
    expect(why(usual, { length: 9, form: "a", count: 1 })).toEqual(["9 characters, small letters"]);
  });

  it("leaves alone what is no exception: two lengths, a tenth of them, codes without a digit now and then, hardly any codes", () => {
    expect(why(usual, { length: 12, form: "A0", count: 30 })).toEqual([]);
    expect(why(usual, { length: 12, form: "A0", count: 5 })).toEqual([]);
    expect(why(usual, { length: 16, form: "A", count: 1 })).toEqual([]);
    expect(why({ length: 16, form: "A0", count: 1 }, { length: 3, form: "a", count: 1 })).toEqual([]);
    expect(findOddForms([])).toEqual({ usual: null, odd: [] });
  });

  it("finds one among a few as well", () => {
    expect(why({ length: 16, form: "A0", count: 9 }, { length: 4, form: "A0", count: 1 })).toEqual(["4 characters"]);
  });
});
