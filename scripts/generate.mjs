// Writes Prisma's client into prisma/generated, when the schema or Prisma has changed. Plain JavaScript: it runs before
// anything of the project can be imported.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "prisma/generated/.made-from");

/** Generates the client unless it was made from this very schema by this very Prisma. Answers whether it did anything. */
export function generateClient() {
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return false;
  rmSync(dirname(stampFile), { recursive: true, force: true });
  const result = spawnSync(
    process.execPath,
    [join(root, "node_modules/prisma/build/index.js"), "generate", "--no-hints"],
    {
      cwd: root,
      encoding: "utf8",
      // Any executable will do: generating does not run the schema engine, but without this Prisma would download one.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    },
  );
  if (result.status !== 0) {
    throw new Error(`The database client could not be generated:\n${result.stdout}${result.stderr}`);
  }
  writeFileSync(stampFile, stamp);
  return true;
}

function hashSources() {
  const hash = createHash("sha256");
  const folder = join(root, "prisma/schema");
  const files = readdirSync(folder).filter((name) => name.endsWith(".prisma"));
  const sources = [...files.sort().map((name) => join(folder, name)), join(root, "node_modules/prisma/package.json")];
  for (const file of sources) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) generateClient();
