// A start from the beginning. This file and what it imports at the top use Node's own modules only, because nothing else may
// be installed yet; the rest is TypeScript, in scripts/start/main.ts.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { prepare, refuseOldNode } from "../prepare.mjs";
import { takeLock } from "../process-lock.mjs";
import { createSteps } from "./create-steps.mjs";

/** The clone that this file belongs to. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Starts the portal and keeps it running. Settings (.env) and data (.data) are those of `folder`. What cannot be is said in a
 * sentence, and the process ends with 1. `parts` replaces what main.ts builds and serves.
 */
export async function launch({ folder = root, parts } = {}) {
  const refusal = refuseOldNode();
  if (refusal) return fail(refusal);
  process.chdir(folder);
  // The environment outranks the file.
  if (existsSync(".env")) process.loadEnvFile(".env");
  const lock = tryLock();
  if (typeof lock === "string") return fail(lock);
  if (!lock.isMine) return fail(describeHolder(lock.holder));
  process.on("exit", () => lock.release());
  const steps = createSteps({ count: 6 });
  try {
    await steps.run("Installing what Bursar needs", (say) => prepare({ root, say }));
  } catch (error) {
    return fail(error.message);
  }
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: join(root, "tsconfig.json") });
  const { main } = await import(pathToFileURL(join(root, "scripts/start/main.ts")).href);
  await main({ steps, lock, parts });
}

function tryLock() {
  try {
    return takeLock({ file: ".data/portal.lock", note: "which is still starting" });
  } catch (error) {
    return `The folder ${process.cwd()}/.data cannot be written (${error.code}). Start Bursar as the user to whom that folder belongs.`;
  }
}

function describeHolder({ pid, note }) {
  return `Bursar is already running from this folder (process ${pid}), ${note}. Use that one, or stop it first: kill ${pid}`;
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
