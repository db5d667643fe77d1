import { describe, expect, it } from "vitest";
import { explainFingerprintKey, explainStillNeeded, findMissingKeys } from "./rules";

const sealedBy = (keyId: string | null, rows: number) => ({ keyId, codes: rows, lines: 0, pieces: 0 });

describe("a start with a wrong code key (T23)", () => {
  const ring = { ring: ["aaaaaaaa", "bbbbbbbb"], lost: ["dddddddd"], source: "CODE_KEYS" };

  it("is refused with a sentence that names the key that is missing, how much it seals, and the ring", () => {
    const sentence = findMissingKeys({ ...ring, sealed: [sealedBy("aaaaaaaa", 5), sealedBy("cccccccc", 7)] });
    for (const words of ["cccccccc (7 rows)", "not in CODE_KEYS", "aaaaaaaa, bbbbbbbb", "docs/keys.md"]) {
      expect(sentence).toContain(words);
    }
    expect(sentence).not.toContain("aaaaaaaa (");
  });

  it("is none when every key is in the ring, or declared as lost, or not said", () => {
    const sealed = [sealedBy("aaaaaaaa", 1), sealedBy("bbbbbbbb", 1), sealedBy("dddddddd", 1), sealedBy(null, 1)];
    expect(findMissingKeys({ ...ring, sealed })).toBeNull();
  });
});

describe("a wrong fingerprint key (T23)", () => {
  it("is named by its identifier and that of before, or, where none was kept, by what it does not match", () => {
    expect(explainFingerprintKey({ kept: "aaaaaaaa", given: "bbbbbbbb" })).toContain("is aaaaaaaa, this one bbbbbbbb");
    expect(explainFingerprintKey({ kept: null, given: "bbbbbbbb" })).toContain("do not match its codes");
  });
});

describe("taking a key out of the ring (T23)", () => {
  const about = { id: "aaaaaaaa", first: "bbbbbbbb", sealed: [sealedBy("bbbbbbbb", 9)], atWork: 0 };

  it("is fine when nothing needs it", () => {
    expect(explainStillNeeded(about)).toBeNull();
  });

  it.each([
    ["it is the one that seals", { id: "bbbbbbbb" }, "is the key that seals"],
    ["rows are sealed by it", { sealed: [sealedBy("aaaaaaaa", 3)] }, "3 rows are still sealed"],
    ["pieces of files do not say their key", { sealed: [sealedBy(null, 1)] }, "do not say which key"],
    ["an import may be sealing with it", { atWork: 1 }, "An import is at work"],
  ])("is refused when %s", (_, wrong, words) => {
    expect(explainStillNeeded({ ...about, ...wrong })).toContain(words);
  });
});
