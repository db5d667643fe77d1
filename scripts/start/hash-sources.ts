import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders that a build reads, and files beside them; tests, documents and scripts are none of its business. */
const FOLDERS = ["app", "components", "content", "features", "lib", "prisma/generated", "public", "server"];
const ROOT_FILE = /^(package-lock\.json|package\.json|.*\.(ts|mjs|js))$/;
const NOT_BUILT = /\.test\.tsx?$|^(vitest|playwright|prisma|knip)\.config\.ts$|^next-env\.d\.ts$/;

// tsconfig.json is left out: a build itself rewrites parts of it.
/** A digest of everything that `next build` reads in this clone, and of the Node.js and machine that it runs on. */
export function hashSources(root: string): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}\0`);
  const beside = readdirSync(root).filter((name) => ROOT_FILE.test(name));
  const files = [...beside, ...FOLDERS.flatMap((folder) => listFiles({ root, folder }))];
  for (const file of files.filter((name) => !NOT_BUILT.test(name)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles({ root, folder }: { root: string; folder: string }): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
