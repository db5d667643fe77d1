import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ICruiseResult } from "dependency-cruiser";
import type { Violation } from "./violation";

const OWN_ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = join(OWN_ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const RULES = join(OWN_ROOT, ".dependency-cruiser.cjs");

const WHERE = [
  "app",
  "features",
  "content",
  "components",
  "server",
  "lib",
  "prisma",
  "scripts",
  "bench",
  "faults",
  "e2e",
];
const AT_THE_TOP = ["worker.ts", "watch.ts", "middleware.ts", "instrumentation.ts"];

/** What was found, and how many of our modules and arrows between them were read: a check that read nothing found nothing. */
export type ImportReport = { violations: Violation[]; modules: number; arrows: number };

/** Reads every import below `root` and holds it against .dependency-cruiser.cjs. */
export async function checkImports({ root }: { root: string }): Promise<ImportReport> {
  const places = [...WHERE, ...AT_THE_TOP].filter((place) => existsSync(join(root, place)));
  if (places.length === 0) return { violations: [], modules: 0, arrows: 0 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [PROGRAM, "--config", RULES, "--output-type", "json", ...places],
    { cwd: root, maxBuffer: 256 * 1024 * 1024 },
  );
  const { modules, summary }: ICruiseResult = JSON.parse(stdout);
  const ours = modules.filter(({ source }) => isOurs(source));
  const comments = new Map((summary.ruleSetUsed?.forbidden ?? []).map(({ name, comment }) => [name, comment]));
  return {
    modules: ours.length,
    arrows: ours.flatMap(({ dependencies }) => dependencies).filter(({ resolved }) => isOurs(resolved)).length,
    violations: summary.violations.map(({ from, to, rule }) => ({
      rule: rule.name,
      path: from,
      sentence: `${from === to ? "" : `It imports ${to}. `}${comments.get(rule.name) ?? ""}`,
    })),
  };
}

function isOurs(path: string): boolean {
  return /[.][mc]?[tj]sx?$/.test(path) && !/(^|\/)node_modules\//.test(path) && !path.startsWith("prisma/generated/");
}
