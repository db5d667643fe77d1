import { readFileSync, type Stats, statSync } from "node:fs";

/** Settings that may stand in a file of their own, which NAME_FILE names: as secrets managers hand them over. */
export const SECRETS = [
  "SESSION_SECRET",
  "CODE_KEY",
  "CODE_KEYS",
  "FINGERPRINT_KEY",
  "AUDIT_KEY",
  "SMTP_URL",
  "OIDC_CLIENT_SECRET",
] as const;

/** A secret's file that cannot be used, with a sentence that says why. */
class SecretFileProblem extends Error {
  override name = "SecretFileProblem";
}

type Variables = Record<string, string | undefined>;

/**
 * The settings with those filled in that NAME_FILE names a file for, without the blanks around them. One sentence in `problems` for each
 * that is given both ways, or whose file cannot be used.
 */
export function fillFromFiles(variables: Variables): { filled: Variables; problems: string[] } {
  const filled = { ...variables };
  const problems: string[] = [];
  for (const name of SECRETS) {
    const file = variables[`${name}_FILE`];
    if (file === undefined) continue;
    if (variables[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
      continue;
    }
    try {
      filled[name] = readSecretFile({ name: `${name}_FILE`, file });
    } catch (error) {
      if (!(error instanceof SecretFileProblem)) throw error;
      problems.push(error.message);
    }
  }
  return { filled, problems };
}

/** The text of a secret's file. `name` is the setting that named it. Throws `SecretFileProblem`; its message never has a piece of the file. */
export function readSecretFile({ name, file }: { name: string; file: string }): string {
  let text: string;
  let about: Stats;
  try {
    about = statSync(file);
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new SecretFileProblem(
      `${name} names ${file}, which cannot be read (${code}). Correct the name or the rights.`,
    );
  }
  if (text === "") throw new SecretFileProblem(`${name} names ${file}, which is empty.`);
  if (isTooOpen(about)) {
    throw new SecretFileProblem(
      `${file} (${name}) may be read or changed by others on this machine. Close it with: chmod 600 ${file}; if a secrets manager puts it there, have it do so with mode 0400.`,
    );
  }
  return text;
}

/**
 * Nobody else may change it; if it is ours, nobody outside our group may read it either. A mounted file that belongs to somebody else
 * is often readable by all inside of its container, and we could not change that.
 */
function isTooOpen({ mode, uid }: Stats): boolean {
  if (process.platform === "win32") return false;
  const isOurs = uid === process.getuid?.();
  return (mode & (isOurs ? 0o027 : 0o022)) !== 0;
}
