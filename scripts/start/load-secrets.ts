import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeKey, writeRing } from "@/scripts/keys/ring-file";

const NAMES = ["SESSION_SECRET", "FINGERPRINT_KEY", "AUDIT_KEY"] as const;

/**
 * The demonstration's secrets: made once (32 random bytes each, base64), kept in `file` with mode 0600, and the ring of code keys in a
 * file of its own beside it. Never used outside the demonstration, where a site sets its own.
 */
export function loadSecrets(file: string): Record<string, string> {
  const { CODE_KEY: single, ...kept }: Record<string, string> = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : {};
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const ring = resolve(join(dirname(file), "code-keys"));
  // A folder from before there was a ring has its one key among the secrets. It is in the ring before it leaves them.
  if (!existsSync(ring)) writeRing({ file: ring, lines: [single ?? makeKey()] });
  const missing = NAMES.filter((name) => !kept[name]);
  if (missing.length > 0 || single !== undefined) {
    for (const name of missing) kept[name] = randomBytes(32).toString("base64");
    keep({ file, kept });
  }
  return { ...kept, CODE_KEYS_FILE: ring };
}

function keep({ file, kept }: { file: string; kept: Record<string, string> }): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
