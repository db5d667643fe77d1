import { readdirSync } from "node:fs";
import { join } from "node:path";

// What .gitignore names: made by tools, not by us.
const MADE_BY_TOOLS = new Set([
  ".git",
  "node_modules",
  ".next",
  ".data",
  ".test",
  "prisma/generated",
  "test-results",
  "playwright-report",
  "coverage",
  "next-env.d.ts",
]);

/** Every file of ours below `root`, relative to it and sorted; what tools make, and a site's own .env, is left out. */
export function listFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (MADE_BY_TOOLS.has(path) || isPrivate(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  walk("");
  return found.sort();
}

function isPrivate(name: string): boolean {
  return name.endsWith(".tsbuildinfo") || (/^[.]env([.]|$)/.test(name) && name !== ".env.example");
}
