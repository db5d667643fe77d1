import { compareWithLog, findViolations, type Violation } from "./check";
import type { Crowd } from "./crowd";
import type { Stage } from "./open-stage";
import type { Outcome } from "./scenario";

/** The end of a scenario: log and database compared, and the figures to print. `more` are a scenario's own. */
export async function judge({
  stage,
  crowd,
  mails = "in-outbox",
  more = {},
}: {
  stage: Stage;
  crowd: Crowd;
  mails?: "in-outbox" | "sent";
  more?: Outcome["figures"];
}): Promise<Outcome> {
  const found = [
    ...(await findViolations({ pool: stage.pool, mails })),
    ...(await compareWithLog({ pool: stage.pool, log: crowd.log })),
  ];
  const lost = found.find(({ rule }) => rule === "an acknowledged code lost")?.count ?? 0;
  const twice = found.filter(({ rule }) => rule.endsWith(" twice")).reduce((sum, { count }) => sum + count, 0);
  return { figures: { ...more, ...crowd.figures, lost, twice }, violations: [...sumUp(crowd.violations), ...found] };
}

function sumUp(violations: readonly Violation[]): Violation[] {
  const byRule = new Map<string, Violation>();
  for (const violation of violations) {
    const known = byRule.get(violation.rule);
    byRule.set(violation.rule, known ? { ...known, count: known.count + 1 } : violation);
  }
  return [...byRule.values()];
}
