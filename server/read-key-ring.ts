import { statSync } from "node:fs";
import { keyIdentifier } from "./crypto";
import type { RingEntries, RingKey } from "./key-ring";
import { readSecretFile } from "./secret-files";

/** Keys that cannot be used, with a sentence that never repeats one. */
export class KeyRingProblem extends Error {
  override name = "KeyRingProblem";
}

/** What tells a lost key's identifier from a key. */
const LOST = /^lost:([0-9a-f]{8})$/;

/**
 * Reads a ring as people write it: keys of 32 bytes in base64, separated by line ends, blanks or commas; the first one seals. "lost:" with
 * an identifier declares a key that nobody has any more. What follows a "#" on its line is a remark. Throws `KeyRingProblem`.
 */
export function parseKeyRing({ text, source }: { text: string; source: string }): RingEntries {
  const words = text
    .split("\n")
    .flatMap((line) => line.replace(/#.*/, "").split(/[\s,]+/))
    .filter((word) => word !== "");
  const lost = words.flatMap((word) => LOST.exec(word)?.[1] ?? []);
  const keys = words
    .filter((word) => !LOST.test(word))
    .map((word, index): RingKey => {
      const key = Buffer.from(word, "base64");
      if (key.length !== 32) {
        throw new KeyRingProblem(
          `Key ${index + 1} of ${source} must be 32 bytes in base64. Make one with: openssl rand -base64 32`,
        );
      }
      return { id: keyIdentifier(key), key };
    });
  const [first, ...others] = keys;
  if (!first) throw new KeyRingProblem(`There is no key in ${source}. Make one with: openssl rand -base64 32`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new KeyRingProblem(`A key stands twice in ${source}. Take one of the two out.`);
  }
  return { keys: [first, ...others], lost };
}

/**
 * Looks at a ring's file again when it was changed, or when `force` says so. What cannot be read then leaves the ring as it is, with a
 * warning on standard error: a portal that serves must not stop because somebody is at work on the file.
 */
export function followKeyFile({ file, source }: { file: string; source: string }) {
  let seen = stampOf(file);
  return ({ force }: { force: boolean }): RingEntries | null => {
    const stamp = stampOf(file);
    if (stamp === seen && !force) return null;
    const isNews = stamp !== seen;
    seen = stamp;
    try {
      return parseKeyRing({ text: readSecretFile({ name: "CODE_KEYS_FILE", file }), source });
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown";
      if (isNews) process.emitWarning(`The keys stay as they were, because they could not be read again: ${reason}`);
      return null;
    }
  };
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "gone";
}
