// npm test: everything that must hold, in one run that goes on after a failure and ends with one line of counts.
// Node's own modules only at the top: the dependencies may have to be installed first.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { countFaults, countFiles, countPlaywright, countVitest } from "./count-results.mjs";
import { ensureBrowser } from "./find-browser.mjs";
import { prepare, refuseOldNode } from "./prepare.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, ".test/reports");
const bin = (name) => join(root, "node_modules", name);
const scripts = () => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts ?? {};

const vitest = (project, matching) => ({
  title: `Tests: ${project}`,
  command: [bin("vitest/vitest.mjs"), "run", "--project", project, "--reporter=default", "--reporter=json"],
  report: (file) => [`--outputFile.json=${file}`],
  count: countVitest,
  matching,
});

const STEPS = [
  { title: "Format and lint (Biome)", command: [bin("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings"] },
  { title: "Types (npm run typecheck)", npmScript: "typecheck" },
  { title: "Nothing unused (knip)", command: [bin("knip/bin/knip.js")] },
  { title: "Structure (npm run check:structure)", npmScript: "check:structure" },
  vitest("unit", /(?<!\.db)\.test\.tsx?$/),
  vitest("db", /\.db\.test\.tsx?$/),
  { title: "Production build", command: [bin("tsx/dist/cli.mjs"), "scripts/build.ts"] },
  {
    title: "Faults, short form (npm run test:faults -- --short)",
    command: [bin("tsx/dist/cli.mjs"), "faults/run.ts", "--short"],
    report: (file) => ["--report", file],
    count: countFaults,
    matching: /\/faults\/scenarios\/.*\.ts$/,
  },
  {
    title: "Tests: end to end (Playwright)",
    command: [bin("@playwright/test/cli.js"), "test"],
    environment: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    count: countPlaywright,
    matching: /\/e2e\/.*\.spec\.ts$/,
    before: ensureBrowser,
  },
];

/** A step that hangs must not hold the others up for ever. */
const LONGEST_STEP = 20 * 60_000;

const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];

async function testAll() {
  process.chdir(root);
  const refusal = refuseOldNode();
  if (refusal) throw new Error(refusal);
  heading("Installing what is missing");
  await prepare({ root });
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  for (const step of STEPS) await runStep(step);
}

async function runStep(step) {
  heading(step.title);
  const began = Date.now();
  const file = join(reports, `${STEPS.indexOf(step)}.json`);
  let result;
  try {
    const line = await step.before?.();
    if (line) console.log(line);
    const code = await run({ step, file });
    result = judge({ step, code, file });
  } catch (error) {
    console.error(error.message);
    result = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const name of Object.keys(total)) total[name] += result[name];
  const seconds = Math.round((Date.now() - began) / 1000);
  summary.push(`${result.failed === 0 ? "ok    " : "FAILED"}  ${step.title}: ${words(result)} (${seconds} s)`);
  for (const name of result.failures ?? []) summary.push(`        failed: ${name}`);
  for (const name of result.flaky ?? []) summary.push(`        passed only when tried again: ${name}`);
}

// A check counts as one. A test step counts its tests; ending with an error although no test failed, or running no test
// although there are files for it, is one more failure.
function judge({ step, code, file }) {
  if (!step.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const counts = step.count(file) ?? { passed: 0, failed: 0, skipped: 0 };
  const files = countFiles({ root, matching: step.matching });
  const ranNothing = counts.passed + counts.failed === 0 && files > 0;
  if (ranNothing) console.error(`No test was run, although there are ${files} files of tests.`);
  const unexplained = counts.failed === 0 && (ranNothing || (code !== 0 && files > 0));
  return unexplained ? { ...counts, failed: 1 } : counts;
}

function run({ step, file }) {
  const npm = process.env.npm_execpath;
  if (step.npmScript && !scripts()[step.npmScript]) throw new Error(`package.json has no script "${step.npmScript}".`);
  const fromNpm = npm ? [npm, "run", step.npmScript] : undefined;
  const command = step.npmScript ? (fromNpm ?? ["--run", step.npmScript]) : step.command;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command, ...(step.report?.(file) ?? [])], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: LONGEST_STEP,
      env: { ...process.env, ...step.environment?.(file) },
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

const heading = (title) => console.log(`\n=== ${title}\n`);
const words = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

try {
  await testAll();
} catch (error) {
  console.error(error.message);
  total.failed += 1;
}
heading("Summary");
for (const line of summary) console.log(line);
console.log(`\n${words(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
