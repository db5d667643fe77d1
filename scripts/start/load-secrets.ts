import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const NAMES = ["SESSION_SECRET", "CODE_KEY", "FINGERPRINT_KEY", "AUDIT_KEY"] as const;

/**
 * The demonstration's secrets: made once (32 random bytes each, base64), kept in `file` with mode 0600. Never used outside
 * the demonstration, where a site sets its own.
 */
export function loadSecrets(file: string): Record<string, string> {
  const kept: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const missing = NAMES.filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  for (const name of missing) kept[name] = randomBytes(32).toString("base64");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return kept;
}
