import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prepareBuild } from "@/e2e/fixtures/prepare-build";
import { closeOpenStages } from "./open-stage";
import { createRandom } from "./random";
import type { Outcome, Scenario } from "./scenario";
import { fullDisk } from "./scenarios/full-disk";
import { killPortals } from "./scenarios/kill-portals";
import { killPostgres } from "./scenarios/kill-postgres";
import { longTransaction } from "./scenarios/long-transaction";
import { moodyMailServer } from "./scenarios/moody-mail-server";
import { slowDatabase } from "./scenarios/slow-database";

// npm run test:faults                              everything, 20 rounds each
// npm run test:faults -- kill-portals --rounds 3   the named scenarios
//   --people N    who claim in each round          --seed N     to run a failed round again (the moments; not the machine's own timing)
//   --short       what npm test runs               --control    without the protection: fails unless the checker sees it
//   --report F    counts for scripts/test.mjs

const SCENARIOS: Record<string, Scenario> = {
  "kill-portals": killPortals,
  "kill-postgres": killPostgres,
  "slow-database": slowDatabase,
  "full-disk": fullDisk,
  "moody-mail-server": moodyMailServer,
  "long-transaction": longTransaction,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string" },
    people: { type: "string" },
    seed: { type: "string" },
    short: { type: "boolean", default: false },
    control: { type: "boolean", default: false },
    report: { type: "string" },
  },
});

const folder = join(".test/faults", String(process.pid));
const build = join(folder, "next");

function choose(): [string, Scenario][] {
  const unknown = positionals.filter((name) => !(name in SCENARIOS));
  if (unknown.length > 0) {
    throw new Error(`There is no scenario ${unknown.join(", ")}; there are ${Object.keys(SCENARIOS).join(", ")}.`);
  }
  return Object.entries(SCENARIOS).filter(
    ([name, { short, control }]) =>
      (positionals.length === 0 || positionals.includes(name)) &&
      (short || !values.short) &&
      (control || !values.control),
  );
}

function wholeNumber(name: "rounds" | "people" | "seed", otherwise: number): number {
  const value = values[name] === undefined ? otherwise : Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on.`);
  return value;
}

async function runOne(scenario: Scenario, seed: number): Promise<Outcome> {
  return scenario.run({
    rounds: wholeNumber("rounds", values.short ? 2 : 20),
    people: wholeNumber("people", values.short ? 40 : 120),
    random: createRandom(seed),
    build,
    folder,
    isControl: values.control,
    say: (line) => console.log(`  ${line}`),
  });
}

async function main(): Promise<void> {
  const seed = wholeNumber("seed", (Date.now() % 1_000_000) + 1);
  const chosen = choose();
  mkdirSync(folder, { recursive: true });
  await prepareBuild({ to: build });
  const report = { passed: 0, failed: 0, skipped: 0, failures: [] as string[] };
  for (const [name, scenario] of chosen) {
    const title = values.control ? `control: ${scenario.title}` : scenario.title;
    console.log(`\n${title} [${name}, seed ${seed}]`);
    const outcome = await runOne(scenario, seed).catch((error: unknown) => ({
      figures: {},
      violations: [broken(error)],
    }));
    console.log(
      `  ${Object.entries(outcome.figures)
        .map(([what, figure]) => `${what} ${figure}`)
        .join(" · ")}`,
    );
    for (const { rule, count, example } of outcome.violations) console.log(`  ✗ ${rule}: ${count} (${example})`);
    const isBroken = outcome.violations.some(({ rule }) => rule === BROKEN);
    const isFine = !isBroken && outcome.violations.length > 0 === values.control;
    console.log(isFine ? `  ok${values.control ? ": the checker sees it" : ""}` : "  FAILED");
    report[isFine ? "passed" : "failed"] += 1;
    if (!isFine)
      report.failures.push(`faults › ${title} › ${outcome.violations[0]?.rule ?? "the checker saw nothing"}`);
  }
  console.log(`\n${report.passed} passed, ${report.failed} failed (seed ${seed}; logs in ${folder})`);
  if (values.report) writeFileSync(values.report, JSON.stringify(report));
  process.exitCode = report.failed > 0 || report.passed === 0 ? 1 : 0;
  rmSync(report.failed > 0 ? build : folder, { recursive: true, force: true });
}

const BROKEN = "the scenario itself broke off";

function broken(error: unknown) {
  return { rule: BROKEN, count: 1, example: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await closeOpenStages();
    rmSync(build, { recursive: true, force: true });
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  rmSync(build, { recursive: true, force: true });
  process.exitCode = 1;
});
