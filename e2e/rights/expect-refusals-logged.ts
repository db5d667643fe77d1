import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evidence } from "@/e2e/fixtures/run";
import { expect } from "@/e2e/fixtures/test";

/** Waits until the main portal's log has a line about a refused right for each of these requests. */
export async function expectRefusalsLogged(requestIds: readonly string[]): Promise<void> {
  expect(requestIds.length).toBeGreaterThan(0);
  const missing = () => {
    const log = readFileSync(join(evidence.logs, "main.log"), "utf8");
    const lines = log.split("\n").filter((line) => line.includes('"security":"right refused"'));
    const logged = new Set(lines.map((line) => /"request":"([^"]+)"/.exec(line)?.[1]));
    return requestIds.filter((id) => !logged.has(id));
  };
  await expect.poll(missing, "requests that were refused a right, without a line in the log").toEqual([]);
}
