// Reads what a test step left behind and adds it up.
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Counts of a Vitest JSON report; undefined when there is none, because Vitest did not come so far. */
export function countVitest(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not even be loaded has no test in it, and is a failure all the same.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts of a Playwright JSON report. In CI a test that failed is tried once more; one that passes then counts as passed and
 * is named here, because a test that does not always pass wants mending.
 */
export function countPlaywright(file) {
  if (!existsSync(file)) return undefined;
  const { stats, errors } = JSON.parse(readFileSync(file, "utf8"));
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed only when tried again; they are marked above.`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** How many files of the project have a name that matches, so that a step which ran nothing is noticed. */
export function countFiles({ root, matching }) {
  const skip = /^(node_modules|\.next|\.data|\.test|\.git)$/;
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (skip.test(entry.name)) return [];
      return entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`];
    });
  return walk(root).filter((file) => matching.test(file)).length;
}
