import { fileURLToPath } from "node:url";
import { checkTree } from "./structure/check-tree";

// Rounded down from what the tree holds; TypeScript 7, for one, makes dependency-cruiser read no module and report success.
const FLOORS = { files: 350, modules: 320, arrows: 900 };

const root = fileURLToPath(new URL("..", import.meta.url));
const { violations, read, lines } = await checkTree({ root, floors: FLOORS });

for (const { rule, path, line, sentence } of violations) {
  console.error(`${path}${line ? `:${line}` : ""}  ${rule}\n    ${sentence}`);
}
console.log(
  `Structure: read ${read.files} files, ${read.modules} modules and ${read.arrows} imports between them ` +
    `(median ${lines.median} lines, 95th percentile ${lines.most95}); ${violations.length} violations.`,
);
process.exitCode = violations.length > 0 ? 1 : 0;
