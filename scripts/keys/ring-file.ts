import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { holdLock } from "@/scripts/process-lock.mjs";
import { SetupProblem } from "@/scripts/setup-problem";
import { keyIdentifier } from "@/server/crypto";
import { parseKeyRing } from "@/server/read-key-ring";

/** A new key: 32 random bytes in base64. */
export function makeKey(): string {
  return randomBytes(32).toString("base64");
}

/**
 * Writes a ring's file, a line for each key. It is on the disk, with its old owner and mode (or 0600), before this returns: nothing may be
 * sealed by a key that a power cut could still take away.
 */
export function writeRing({ file, lines }: { file: string; lines: readonly string[] }): void {
  const before = statSync(file, { throwIfNoEntry: false });
  rmSync(`${file}.new`, { force: true });
  const made = openSync(`${file}.new`, "wx", (before?.mode ?? 0o600) & 0o777);
  try {
    // Written by root, it must stay readable for the portal's user.
    if (before && process.getuid?.() === 0) fchownSync(made, before.uid, before.gid);
    writeSync(made, `${lines.join("\n")}\n`);
    fsyncSync(made);
  } finally {
    closeSync(made);
  }
  renameSync(`${file}.new`, file);
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

type Change = (lines: string[]) => string[];

/** Changes a ring's file, one command after the other. `change` gets and answers with its lines, remarks included. */
export async function changeRing({ file, change }: { file: string; change: Change }): Promise<void> {
  await holdLock({
    file: `${file}.lock`,
    seconds: 10,
    task: async () => {
      const lines = splitRing(readFileSync(file, "utf8"));
      const changed = change(lines);
      parseKeyRing({ text: changed.join("\n"), source: `the file ${file}` });
      writeRing({ file, lines: changed });
    },
  });
}

/** One key on each line, whatever separated them before; remarks stay with the key in front of them. */
function splitRing(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [words = "", ...remark] = line.split("#");
    const keys = words.split(/[\s,]+/).filter((word) => word !== "");
    const rest = remark.length > 0 ? `#${remark.join("#")}` : "";
    if (keys.length === 0) return rest === "" ? [] : [rest];
    return keys.map((key, index) => (index === keys.length - 1 && rest !== "" ? `${key} ${rest}` : key));
  });
}

/** Adds a key: in front, where it seals from now on, or at the end, where it only opens. */
export function addKey({ key, place, day }: { key: string; place: "first" | "last"; day: string }): Change {
  const line = `${key} # ${idOf(key)}, made on ${day}`;
  return (lines) => (place === "first" ? [line, ...lines] : [...lines, line]);
}

/** Puts the key with that identifier in front. */
export function putFirst(id: string): Change {
  return (lines) => [...pick(lines, id), ...lines.filter((line) => idOf(line) !== id)];
}

/** Takes the key with that identifier out. */
export function takeOut(id: string): Change {
  return (lines) => {
    pick(lines, id);
    return lines.filter((line) => idOf(line) !== id);
  };
}

function pick(lines: string[], id: string): string[] {
  const found = lines.filter((line) => idOf(line) === id);
  if (found.length === 0) throw new SetupProblem(`There is no key ${id} in the ring. See: npm run keys -- status`);
  return found;
}

/** The identifier of the key on a line; null on a line without one. */
function idOf(line: string): string | null {
  const [word = ""] = line.split(/[\s#]/);
  const key = Buffer.from(word, "base64");
  return key.length === 32 ? keyIdentifier(key) : null;
}
