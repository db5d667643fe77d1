// Brings node_modules to what package-lock.json says. Built-in modules only: nothing else may be there yet.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Whether every package of the lock file (but those for other machines) is installed in its very version. */
export function isInstalled(root) {
  const installedFile = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer, link }]) => {
    if (path === "" || link) return true;
    if (!installed[path]) return Boolean(optional || devOptional || peer);
    return installed[path].version === version && existsSync(join(root, path));
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/**
 * Runs `npm ci`, and where that refuses the lock file `npm install` without saving. Throws an Error whose message holds the
 * end of npm's own words.
 *
 * npm ci refuses a lock file that lacks the optional packages of this machine's kind, as one has that was written where the
 * registry does not show them; npm install takes every version that the lock file does name and finds the rest.
 */
export async function installDependencies(root) {
  const clean = await runNpm({ root, args: ["ci"] });
  if (clean.code === 0) return;
  const gentle = clean.words.includes("EUSAGE") ? await runNpm({ root, args: ["install", "--no-save"] }) : clean;
  if (gentle.code === 0) return;
  throw new Error(
    `npm could not install the dependencies. Look at its words below, check the network and the free space, and start again.\n${gentle.words.trim().slice(-4000)}`,
  );
}

async function runNpm({ root, args }) {
  const npm = findNpm();
  // --include=dev: the build needs them also where NODE_ENV=production is set. --ignore-scripts: no package gets to run anything by being installed.
  const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(npm.command, [...npm.args, ...args, ...flags], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      words += chunk;
    });
  }
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      words += error.message;
      resolve(1);
    });
    child.once("close", resolve);
  });
  return { code, words };
}

// Under `npm start` the same npm goes on; its path is a script for Node.
function findNpm() {
  const script = process.env.npm_execpath;
  if (script && basename(script).startsWith("npm-cli")) return { command: process.execPath, args: [script] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}
