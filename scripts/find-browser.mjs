// The browser of the end-to-end tests: one that is here, otherwise Debian's, otherwise Playwright's own.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

// The shell first: it is the same Chromium without the windows, whose own pages take a third of the processor's time in a full one.
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of a Chromium or Chrome on PATH; undefined leaves the choice to Playwright. */
export function findBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Installs a browser unless there is one. Answers with one line about it; throws when that fails. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return `the browser is ${found}`;
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return "the browser is Playwright's own";
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env });
    // An older Debian has no shell of its own.
    for (const name of ["chromium-headless-shell", "chromium"]) {
      spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], { stdio: "ignore", env });
      const installed = findBrowser();
      if (installed) return `installed ${installed}`;
    }
  }
  const result = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
    stdio: "inherit",
  });
  if (result.status !== 0) throw new Error("No browser could be installed: put chromium on the PATH and try again.");
  return "installed Playwright's own browser";
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
