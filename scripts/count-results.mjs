// Reads what a test step left behind and adds it up.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** Counts of a Vitest JSON report, with the names of what failed; undefined when there is none, because Vitest did not come so far. */
export function countVitest(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not even be loaded has no test in it, and is a failure all the same.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failedTests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => describeFailure({ file: name, title: test.fullName, message: test.failureMessages?.[0] })),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...failedTests,
      ...broken.map(({ name, message }) => describeFailure({ file: name, title: "", message })),
    ],
  };
}

/** One line for a failed test: its file from the project's root, its title and the first line of what it said. */
function describeFailure({ file, title, message }) {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
  const [first = ""] = (message ?? "").replace(escapes, "").trim().split("\n");
  return [relative(process.cwd(), resolve(file)), title, first.slice(0, 300)].filter(Boolean).join(" › ");
}

/**
 * Counts of a Playwright JSON report. In CI a test that failed is tried once more; one that passes then counts as passed and
 * is named in `flaky`, because a test that does not always pass wants mending.
 */
export function countPlaywright(file) {
  if (!existsSync(file)) return undefined;
  const { config, suites, stats, errors } = JSON.parse(readFileSync(file, "utf8"));
  const specs = suites.flatMap(listSpecs);
  const named = (status) =>
    specs.flatMap((spec) =>
      spec.tests
        .filter((test) => test.status === status)
        .map(({ results }) =>
          describeFailure({
            file: join(config.rootDir, spec.file),
            title: spec.title,
            message: results.find(({ error }) => error)?.error.message,
          }),
        ),
    );
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: named("unexpected"),
    flaky: named("flaky"),
  };
}

function listSpecs({ suites = [], specs }) {
  return [...specs, ...suites.flatMap(listSpecs)];
}

/** Counts of the fault harness, which writes them as they are wanted here; undefined when it broke off before. */
export function countFaults(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
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
