import { describe, expect, it } from "vitest";
import { judgeJobs } from "./job-trouble";

describe("the job about something", () => {
  const fresh = { attempts: 0, most: 25, waits: 0, hasFailed: false, isLocked: false };
  const failed = { ...fresh, attempts: 4, waits: 50, hasFailed: true };
  const spent = { ...failed, attempts: 25 };
  it.each([
    ["gone", [], { kind: "given-up" }],
    ["spent", [spent], { kind: "given-up" }],
    ["failing", [failed], { kind: "failing", tries: 4, waits: 50 }],
    ["failing beside a spent one", [spent, failed], { kind: "failing", tries: 4, waits: 50 }],
    ["tried again just now", [{ ...failed, isLocked: true }], null],
    ["at its last try", [{ ...spent, isLocked: true }], null],
    ["new", [fresh], null],
    ["new beside a spent one", [spent, fresh], null],
  ])("that is %s", (_, jobs, trouble) => {
    expect(judgeJobs(jobs)).toEqual(trouble);
  });
});
