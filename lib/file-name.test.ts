import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanFileName } from "./file-name";

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
