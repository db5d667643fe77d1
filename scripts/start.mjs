// npm start: from a fresh clone to a running portal. This file and what it imports at the top use Node's own modules only,
// because nothing else may be installed yet; the rest is TypeScript, in scripts/start/main.ts.
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { prepare, refuseOldNode } from "./prepare.mjs";
import { takeLock } from "./process-lock.mjs";
import { createSteps } from "./start/create-steps.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function start() {
  const refusal = refuseOldNode();
  if (refusal) return fail(refusal);
  process.chdir(root);
  // The environment outranks the file.
  if (existsSync(".env")) process.loadEnvFile(".env");
  const lock = takeLock({ file: ".data/portal.lock", note: "it is still starting" });
  if (!lock.isMine) return fail(describeHolder(lock.holder));
  process.on("exit", () => lock.release());
  const steps = createSteps({ count: 6 });
  try {
    await steps.run("Installing what Bursar needs", (say) => prepare({ root, say }));
  } catch (error) {
    return fail(error.message);
  }
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });
  const { main } = await import(pathToFileURL(`${root}/scripts/start/main.ts`).href);
  await main({ steps, lock });
}

function describeHolder({ pid, note }) {
  return `Bursar is already running from this folder: process ${pid}, ${note}. Use that one, or stop it first (kill ${pid}).`;
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

await start();
