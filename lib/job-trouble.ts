/** How a job stands: tries so far and at most, seconds until the next one, whether a try has failed, and whether a worker has it now. */
export type JobStanding = { attempts: number; most: number; waits: number; hasFailed: boolean; isLocked: boolean };

/** Why nothing goes on: every try has failed so far and the next is in `waits` seconds, or there will be none. */
export type Trouble = { kind: "failing"; tries: number; waits: number } | { kind: "given-up" };

/** What the jobs about something that should be worked on say of it; null when nothing is wrong. */
export function judgeJobs(jobs: readonly JobStanding[]): Trouble | null {
  const left = jobs.filter(({ isLocked, attempts, most }) => isLocked || attempts < most);
  const [first] = left;
  if (!first) return { kind: "given-up" };
  return left.every(({ isLocked, hasFailed }) => !isLocked && hasFailed)
    ? { kind: "failing", tries: first.attempts, waits: first.waits }
    : null;
}
