import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeNextPath } from "./next-path";

describe("safeNextPath", () => {
  it.each([
    ["/courses", "/courses"],
    ["/courses/a/offers/b/guide?from=mail", "/courses/a/offers/b/guide?from=mail"],
    ["/courses/../admin", "/admin"],
    ["/courses#part", "/courses"],
  ])("lets %j through as %j", (wanted, path) => {
    expect(safeNextPath(wanted)).toBe(path);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "courses",
    "",
    "/a b",
    "/a\nb",
    "/a\tb",
    "/sign-in",
    "/sign-in/confirm?token=x",
    "/./sign-in",
    "/api/auth/callback/oidc",
    `/${"a".repeat(500)}`,
    undefined,
    null,
    ["/courses"],
  ])("refuses %j", (wanted) => {
    expect(safeNextPath(wanted)).toBeNull();
  });

  it("never leads to another site, as a browser reads it", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "//",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "\t",
      "%2f",
      "%5c",
      "http:",
      "a",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = safeNextPath(pieces.join(""));
        if (path !== null) {
          expect(new URL(path, "https://portal.example").origin).toBe("https://portal.example");
          expect(safeNextPath(path)).toBe(path);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
