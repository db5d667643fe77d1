import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkContents } from "./check-contents";
import { checkImports } from "./check-imports";
import { checkPlaces } from "./check-places";
import { listFiles } from "./list-files";
import type { Violation } from "./violation";

/** The least that must have been read. Raise them as the portal grows: an empty check is a broken one. */
export type Floors = { files: number; modules: number; arrows: number };

/** What a check of the whole tree found; `read` says how much it has looked at, `lines` how long the sources are. */
export type TreeReport = { violations: Violation[]; read: Floors; lines: { median: number; most95: number } };

/** Checks places, contents and imports of everything below `root`. Reading less than a floor is a violation itself. */
export async function checkTree({ root, floors }: { root: string; floors: Floors }): Promise<TreeReport> {
  const paths = listFiles(root);
  const sources = paths
    .filter((path) => /[.]tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const imports = await checkImports({ root });
  const read = { files: paths.length, modules: imports.modules, arrows: imports.arrows };
  const violations = [
    ...checkPlaces(paths),
    ...sources.flatMap(checkContents),
    ...imports.violations,
    ...checkFloors({ read, floors }),
  ];
  return { violations, read, lines: measure(sources.map(({ text }) => text.trimEnd().split("\n").length)) };
}

function checkFloors({ read, floors }: { read: Floors; floors: Floors }): Violation[] {
  const kinds = ["files", "modules", "arrows"] as const;
  return kinds
    .filter((kind) => read[kind] < floors[kind])
    .map((kind) => ({
      rule: "floor",
      path: ".",
      sentence: `Only ${read[kind]} ${kind} were read, where at least ${floors[kind]} are expected: the check itself is broken, or it ran elsewhere.`,
    }));
}

function measure(lengths: number[]): TreeReport["lines"] {
  const sorted = lengths.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { median: at(0.5), most95: at(0.95) };
}
