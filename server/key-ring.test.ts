import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyIdentifier, seal } from "./crypto";
import { createKeyRing, openBytes, openText, UnknownKey } from "./key-ring";
import { followKeyFile, parseKeyRing } from "./read-key-ring";
import { readSecretFile } from "./secret-files";

const [one, two, three] = [Buffer.alloc(32, "one"), Buffer.alloc(32, "two"), Buffer.alloc(32, "three")] as const;
const text = (...keys: Buffer[]) => keys.map((key) => key.toString("base64")).join("\n");
const sealedBy = (key: Buffer, boundTo = "here") => ({
  sealed: seal({ text: "CANARY", key, boundTo }),
  keyId: keyIdentifier(key),
  boundTo,
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bursar-ring-"));
  file = join(folder, "keys");
  put(text(one));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** As npm run keys does it: another file takes the old one's place. */
function put(contents: string): void {
  writeFileSync(`${file}.new`, contents, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function openRing() {
  const entries = parseKeyRing({ text: readSecretFile({ name: "CODE_KEYS_FILE", file }), source: "the file" });
  return createKeyRing({ source: "the file", entries, reread: followKeyFile({ file, source: "the file" }) });
}

describe("a ring in a file (T23)", () => {
  it("seals by the new first key as soon as the file has one, and opens what the old one sealed", () => {
    const ring = openRing();
    expect(ring.first().id).toBe(keyIdentifier(one));
    put(text(two, one));
    expect(ring.first().id).toBe(keyIdentifier(two));
    expect(openText({ ...sealedBy(one), ring })).toBe("CANARY");
  });

  it("is looked at again on a row whose key it does not know", () => {
    const ring = openRing();
    put(text(one, three));
    expect(openText({ ...sealedBy(three), ring })).toBe("CANARY");
  });

  it("still opens what a retired key sealed until the process ends, and a new process does not", () => {
    const ring = openRing();
    put(text(two));
    expect(ring.first().id).toBe(keyIdentifier(two));
    expect(openText({ ...sealedBy(one), ring })).toBe("CANARY");
    expect(() => openText({ ...sealedBy(one), ring: openRing() })).toThrow(UnknownKey);
  });

  it.each([
    ["gone", () => rmSync(file)],
    ["half written", () => put("bm90IDMy")],
    ["open to others", () => chmodSync(file, 0o644)],
  ])("stays as it was while the file is %s", (_, spoil) => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const ring = openRing();
    spoil();
    expect(ring.find("00000000")).toBeUndefined();
    expect(ring.first().id).toBe(keyIdentifier(one));
    expect(JSON.stringify(warn.mock.calls)).not.toContain(text(one));
  });
});

describe("opening (T21, T23)", () => {
  const entries = parseKeyRing({ text: text(one, two), source: "CODE_KEYS" });
  const ring = createKeyRing({ source: "CODE_KEYS", entries });

  it("fails loudly for what was moved from another row, and tells nothing of it", () => {
    const moved = { ...sealedBy(one, "another row"), boundTo: "here" };
    expect(() => openBytes({ ...moved, ring })).toThrow();
    try {
      openBytes({ ...moved, ring });
    } catch (error) {
      expect(String(error)).not.toContain("CANARY");
    }
  });

  it("names the key that is missing", () => {
    expect(() => openText({ ...sealedBy(three), ring })).toThrow(`${keyIdentifier(three)}, which is not in CODE_KEYS`);
  });

  it("tries every key where none is named, and says so when none fits", () => {
    expect(openText({ ...sealedBy(two), keyId: null, ring })).toBe("CANARY");
    expect(() => openText({ ...sealedBy(three), keyId: null, ring })).toThrow(UnknownKey);
  });
});

describe("a ring as people write it", () => {
  it("has lines, commas, remarks and keys declared as lost", () => {
    const [a, b] = [one.toString("base64"), two.toString("base64")];
    const { keys, lost } = parseKeyRing({ text: `# of 2026\n${a}, ${b} # old\nlost:0123abcd\n`, source: "CODE_KEYS" });
    expect(keys.map(({ id }) => id)).toEqual([keyIdentifier(one), keyIdentifier(two)]);
    expect(lost).toEqual(["0123abcd"]);
  });

  it.each([
    ["no key", "# nothing\nlost:0123abcd", "There is no key in CODE_KEYS"],
    ["a short key", `${text(one)},c2hvcnQ=`, "Key 2 of CODE_KEYS must be 32 bytes"],
    ["a key twice", text(one, one), "A key stands twice"],
  ])("is refused with %s, without a piece of it", (_, wrong, words) => {
    expect(() => parseKeyRing({ text: wrong, source: "CODE_KEYS" })).toThrow(words);
    expect(() => parseKeyRing({ text: wrong, source: "CODE_KEYS" })).not.toThrow("c2hvcnQ");
  });
});

describe("a secret's file", () => {
  it.each([0o644, 0o666, 0o620, 0o602])("is refused with mode %o, with the way to close it", (mode) => {
    chmodSync(file, mode);
    expect(() => readSecretFile({ name: "CODE_KEYS_FILE", file })).toThrow(`chmod 600 ${file}`);
  });

  it.each([0o600, 0o400, 0o440])("is taken with mode %o", (mode) => {
    chmodSync(file, mode);
    expect(readSecretFile({ name: "CODE_KEYS_FILE", file })).toBe(text(one));
  });

  it("is named when it is not there, or empty", () => {
    expect(() => readSecretFile({ name: "CODE_KEYS_FILE", file: `${file}.no` })).toThrow("cannot be read (ENOENT)");
    put(" \n");
    expect(() => readSecretFile({ name: "CODE_KEYS_FILE", file })).toThrow("is empty");
  });
});
