import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { installDependencies } from "./install-dependencies.mjs";

// T27: what npm brings in runs nothing by itself, is what the lock file says, and is not older than the last release without known holes.

type LockedPackage = { version?: string; integrity?: string; resolved?: string; inBundle?: boolean; link?: boolean };

/** The least version of a package, with the reason; every copy of it in the tree is held to it. */
const FLOORS: Record<string, { least: string; because: string }> = {
  next: { least: "16.2.6", because: "before it the middleware could be gone round and Server Actions could be abused" },
  nodemailer: { least: "9.0.0", because: "7 and 8 have advisories about the addresses that they send to" },
  sharp: { least: "0.33.5", because: "older ones carry a libvips with holes in its decoders" },
};

const lock: Record<string, LockedPackage> = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? "";

function isOlder(version: string, least: string): boolean {
  const [one, other] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  const at = one.findIndex((number, place) => number !== other[place]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

function findBelowFloor(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages).flatMap(([path, { version = "" }]) => {
    const floor = FLOORS[nameOf(path)];
    return floor && isOlder(version, floor.least)
      ? [`${nameOf(path)} ${version} is below ${floor.least}: ${floor.because}`]
      : [];
  });
}

describe("the lock file", () => {
  test("names no package below its floor (T27)", () => {
    expect(findBelowFloor(lock)).toEqual([]);
    for (const name of Object.keys(FLOORS)) expect(Object.keys(lock).map(nameOf)).toContain(name);
  });

  test("would be found out below it, wherever in the tree (T27)", () => {
    expect(findBelowFloor({ "node_modules/next": { version: "16.2.5" } })).toHaveLength(1);
    expect(findBelowFloor({ "node_modules/a/node_modules/nodemailer": { version: "8.0.9" } })).toHaveLength(1);
    expect(findBelowFloor({ "node_modules/next": { version: "16.10.0" } })).toEqual([]);
  });

  test("has a digest for every package, no address of a registry, and package.json exact versions (T27)", () => {
    const packages = Object.entries(lock).filter(([path, { link, inBundle }]) => path !== "" && !link && !inBundle);
    const without = packages.filter(([, { integrity }]) => !integrity);
    expect(without.map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });
});

describe("an install", () => {
  let folder = "";
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("runs no package's script and leaves the lock file as it is (T27)", async () => {
    folder = mkdtempSync(join(tmpdir(), "bursar-install-"));
    mkdirSync(join(folder, "package"));
    const mark = join(folder, "the-script-ran");
    writeFileSync(
      join(folder, "package/package.json"),
      JSON.stringify({ name: "greedy", version: "1.0.0", scripts: { postinstall: `touch ${JSON.stringify(mark)}` } }),
    );
    const root = { name: "root", version: "1.0.0", dependencies: { greedy: "file:package" } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(root));
    const locked = JSON.stringify({
      name: "root",
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages: {
        "": root,
        "node_modules/greedy": { resolved: "package", link: true },
        package: { name: "greedy", version: "1.0.0", hasInstallScript: true },
      },
    });
    writeFileSync(join(folder, "package-lock.json"), locked);
    await installDependencies(folder);
    expect(existsSync(join(folder, "node_modules/greedy/package.json"))).toBe(true);
    expect(existsSync(mark)).toBe(false);
    expect(readFileSync(join(folder, "package-lock.json"), "utf8")).toBe(locked);
  });
});
