import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFileName } from "./file-name";

describe("the name of an uploaded file (T13)", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\fakepath\\codes.csv", "codes.csv"],
    ["codes\u202Evsc.exe", "codesvsc.exe"],
    ["co\u0000d\u0007es\r\n.csv", "codes.csv"],
    [".htaccess", "htaccess"],
    ["..", "file"],
    ["/", "file"],
    ["\u200B\uFEFF", "file"],
    ['<img src=x onerror="alert(1)">.csv', "img src=x onerror=alert(1).csv"],
    [`${"a".repeat(5_000)}.csv`, `${"a".repeat(116)}.csv`],
  ])("%j becomes %j", (name, clean) => {
    expect(cleanFileName(name, "file")).toBe(clean);
  });

  it("never holds a folder, a control character, a mark of direction or markup, and cleaning it again changes nothing", () => {
    const sign = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "\u202E",
      "\u2066",
      "\0",
      "\n",
      "<",
      '"',
      "é",
      "e\u0301",
      "😀",
      "a",
    );
    const name = fc
      .array(fc.oneof(sign, fc.string({ unit: "binary" })), { maxLength: 250 })
      .map((signs) => signs.join(""));
    fc.assert(
      fc.property(name, (typed) => {
        const clean = cleanFileName(typed, "file");
        expect(clean).not.toMatch(/[\p{C}/\\<>"]|^\./u);
        expect([...clean].length).toBeLessThanOrEqual(120);
        expect(clean.length).toBeGreaterThan(0);
        expect(cleanFileName(clean, "file")).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });
});

it.each([
  ["codes.csv", "codes.csv"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\mira\\Codes (1).csv", "Codes (1).csv"],
  ['a"b\r\nSet-Cookie: x.csv', "abSet-Cookie x.csv"],
  ["...", "file"],
  ["", "file"],
  [`${"x".repeat(200)}.pdf`, `${"x".repeat(116)}.pdf`],
])("%j becomes %j", (name, clean) => {
  expect(cleanFileName(name, "file")).toBe(clean);
});

const sign = fc.constantFrom("\\", "/", '"', "\0", "\r", "\n", "\u202e", ".", " ", "a", "é", "文", "😀", ":", "<");

it("never leaves what a path or a header could be broken with", () => {
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 300 }), (name) => {
      expect(cleanFileName(name, "file")).toMatch(/^[^\\/"\p{Cc}]+$/u);
    }),
  );
});
