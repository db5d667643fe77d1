import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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
    expect(findBelowFloor({ "node_modules/sharp": { version: "0.32.6" } })).toHaveLength(1);
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
  beforeEach(() => {
    // Under `npm test` these say what .npmrc of the clone says: here it must not count.
    for (const name of Object.keys(process.env).filter((key) => /^npm_config_/i.test(key))) vi.stubEnv(name, undefined);
    folder = mkdtempSync(join(tmpdir(), "bursar-install-"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const isThere = (file: string) => existsSync(join(folder, file));
  const lockNow = () => readFileSync(join(folder, "package-lock.json"), "utf8");

  /** A package that leaves a mark when it is let to run something. */
  function writeGreedy(name: string) {
    mkdirSync(join(folder, name));
    const scripts = { postinstall: `touch ${JSON.stringify(join(folder, "the-script-ran"))}` };
    write(`${name}/package.json`, JSON.stringify({ name, version: "1.0.0", scripts }));
  }
  /** A project that wants `dependencies`, and a lock file with those `packages`. */
  function writeProject(dependencies: Record<string, string>, packages: object): string {
    const root = { name: "root", version: "1.0.0", dependencies };
    write("package.json", JSON.stringify(root));
    const about = { name: "root", version: "1.0.0", lockfileVersion: 3, requires: true };
    const locked = JSON.stringify({ ...about, packages: { "": root, ...packages } });
    write("package-lock.json", locked);
    return locked;
  }
  const linked = (name: string) => ({
    [`node_modules/${name}`]: { resolved: name, link: true },
    [name]: { name, version: "1.0.0", hasInstallScript: true },
  });
  const npm = (...args: string[]) => promisify(execFile)("npm", [...args, "--no-audit", "--no-fund"], { cwd: folder });

  test("runs no package's script and leaves the lock file as it is (T27)", async () => {
    writeGreedy("greedy");
    const locked = writeProject({ greedy: "file:greedy" }, linked("greedy"));
    await installDependencies(folder);
    expect(isThere("node_modules/greedy/package.json")).toBe(true);
    expect(isThere("the-script-ran")).toBe(false);
    expect(lockNow()).toBe(locked);
  });

  test("does neither where the lock file lacks something, as one from another kind of machine may (T27)", async () => {
    for (const name of ["greedy", "another"]) writeGreedy(name);
    const locked = writeProject({ greedy: "file:greedy", another: "file:another" }, linked("greedy"));
    await installDependencies(folder);
    expect(isThere("node_modules/another/package.json")).toBe(true);
    expect(isThere("the-script-ran")).toBe(false);
    expect(lockNow()).toBe(locked);
  });

  test("by hand, with npm alone, runs none either: .npmrc says so (T27)", async () => {
    writeGreedy("greedy");
    writeProject({ greedy: "file:greedy" }, linked("greedy"));
    copyFileSync(".npmrc", join(folder, ".npmrc"));
    await npm("ci");
    expect(isThere("node_modules/greedy/package.json")).toBe(true);
    expect(isThere("the-script-ran")).toBe(false);
  });

  test("takes no package whose bytes are not those of its digest (T27)", async () => {
    mkdirSync(join(folder, "parcel"));
    write("parcel/package.json", JSON.stringify({ name: "parcel", version: "1.0.0" }));
    await npm("pack", "./parcel");
    const bytes = readFileSync(join(folder, "parcel-1.0.0.tgz"));
    const digestOf = (content: Buffer) => `sha512-${createHash("sha512").update(content).digest("base64")}`;
    const lockTo = (integrity: string) =>
      writeProject(
        { parcel: "file:parcel-1.0.0.tgz" },
        { "node_modules/parcel": { version: "1.0.0", resolved: "file:parcel-1.0.0.tgz", integrity } },
      );
    lockTo(digestOf(Buffer.concat([bytes, Buffer.from("!")])));
    await expect(installDependencies(folder)).rejects.toThrow("EINTEGRITY");
    expect(isThere("node_modules/parcel/package.json")).toBe(false);
    lockTo(digestOf(bytes));
    await installDependencies(folder);
    expect(isThere("node_modules/parcel/package.json")).toBe(true);
  });
});
