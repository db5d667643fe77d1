import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { listFiles } from "./structure/list-files";

// What docs/security.md claims is held to the tree: each threat has a test that is named after it, and every file it points at is there.

const PAGE = "docs/security.md";
const THREATS = Array.from({ length: 30 }, (_, at) => `T${at + 1}`);

function readTitles(): string {
  const tests = listFiles(process.cwd()).filter((path) => /\.(test|spec)\.tsx?$/.test(path));
  return tests.map((path) => readFileSync(path, "utf8")).join("\n");
}

describe("the page on security", () => {
  const page = readFileSync(PAGE, "utf8");

  test.each(THREATS)("has a row for %s, and a test bears its name", (threat) => {
    expect(page).toMatch(new RegExp(`^\\| ${threat} +\\|`, "m"));
    expect(readTitles()).toMatch(new RegExp(`\\(${threat}[),]|, ${threat}\\)`));
  });

  test("points at files that are there", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = ""]) => target);
    const missing = links.filter((target) => !/^https?:/.test(target) && !existsSync(join(dirname(PAGE), target)));
    expect(missing).toEqual([]);
    const named = [...page.matchAll(/`([\w./()[\]-]+\.(?:ts|tsx|mjs|sql|md))`/g)].map(([, target = ""]) => target);
    expect(named.filter((target) => !existsSync(target))).toEqual([]);
  });
});
