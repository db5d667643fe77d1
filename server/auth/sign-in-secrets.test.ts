import { describe, expect, it } from "vitest";
import {
  deriveSignInKey,
  formatSignInCode,
  hashSignInCode,
  hashSignInLink,
  makeSignInSecrets,
  normaliseSignInCode,
} from "./sign-in-secrets";

describe("sign-in secrets", () => {
  it("are a long link and a code of eight characters that nobody confuses, new each time", () => {
    const made = Array.from({ length: 200 }, makeSignInSecrets);
    for (const { link, code } of made) {
      expect(link).toMatch(/^[\w-]{43}$/);
      expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    }
    expect(new Set(made.map(({ code }) => code)).size).toBe(200);
  });

  it("show the code in two halves, and take it as people type it", () => {
    expect(formatSignInCode("ABCD2345")).toBe("ABCD-2345");
    for (const typed of ["ABCD-2345", "abcd2345", " abcd 2345 ", "A B C D – 2 3 4 5"]) {
      expect(normaliseSignInCode(typed)).toBe("ABCD2345");
    }
  });

  it("hash by the key, and the code by its request, too", () => {
    const link = { link: "x", secret: "one" };
    expect(hashSignInLink(link)).toBe(hashSignInLink(link));
    expect(hashSignInLink(link)).not.toBe(hashSignInLink({ ...link, secret: "two" }));
    const code = { code: "ABCD2345", request: "a", secret: "one" };
    expect(hashSignInCode(code)).not.toBe(hashSignInCode({ ...code, request: "b" }));
    expect(hashSignInCode(code)).not.toBe(hashSignInCode({ ...code, secret: "two" }));
  });

  it("derive a key of 32 bytes for each purpose", () => {
    const [mail, cookie] = (["mail", "cookie"] as const).map((purpose) => deriveSignInKey({ secret: "one", purpose }));
    expect(mail).toHaveLength(32);
    expect(mail?.equals(cookie ?? Buffer.alloc(0))).toBe(false);
  });
});
