import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { apartSentences, readApart } from "./read-apart";

// Processes that are stopped at their limits take their time on a busy machine; how long is no matter of a test.
vi.setConfig({ testTimeout: 120_000 });

const misbehave = (about: object, { bytes = Buffer.from("abc"), ...limits }: object & { bytes?: Buffer } = {}) =>
  readApart<Record<string, unknown>>({ program: "fixtures/misbehave", about, bytes, limits });

describe("a file read apart (T13)", () => {
  it("comes back as the program made it", async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, "xyz");
    const read = await misbehave({ act: "echo" }, { bytes });
    expect(read).toMatchObject({ ok: true, facts: { length: bytes.length } });
    expect(read.ok && Buffer.concat(read.files).equals(bytes)).toBe(true);
  });

  it.each([
    ["spins", { act: "spin" }, { seconds: 2 }, "took-too-long"],
    ["waits for ever", { act: "wait" }, { seconds: 1 }, "took-too-long"],
    ["fills V8's memory", { act: "fill-heap" }, { memoryMb: 250 }, "took-too-much"],
    ["fills memory outside V8, as native libraries do", { act: "fill-memory" }, { memoryMb: 600 }, "took-too-much"],
    ["answers without end", { act: "flood", bytes: 3 * 1024 * 1024 }, { outputMb: 1 }, "took-too-much"],
    ["throws", { act: "crash" }, {}, "unreadable"],
    ["answers in another language", { act: "lie" }, {}, "unreadable"],
  ])("is refused when its program %s", async (_, about, limits, reason) => {
    expect(await misbehave(about, limits)).toEqual({ ok: false, reason });
    expect(Object.keys(apartSentences).includes(reason) || reason === "unreadable").toBe(true);
  });

  it("is in a process without settings, that writes nothing, starts nothing and reads nothing of the portal's", async () => {
    const write = join(process.cwd(), "server/apart/written-by-test");
    const read = await misbehave({ act: "look", read: join(process.cwd(), "package.json"), write });
    const isThere = existsSync(write);
    rmSync(write, { force: true });
    expect(read).toMatchObject({
      ok: true,
      facts: {
        environment: expect.not.arrayContaining(["CODE_KEY", "SESSION_SECRET", "PATH", "HOME"]),
        read: "ERR_ACCESS_DENIED",
        write: "ERR_ACCESS_DENIED",
        start: "ERR_ACCESS_DENIED",
      },
    });
    expect(isThere).toBe(false);
  });

  it("has its turn among two at once; of fifty that come together those without a place are refused as busy", async () => {
    const reads = await Promise.all(Array.from({ length: 50 }, () => misbehave({ act: "echo" })));
    const served = reads.filter(({ ok }) => ok).length;
    expect(served).toBeGreaterThanOrEqual(12);
    expect(served).toBeLessThanOrEqual(14);
    expect(reads.filter((read) => !read.ok && read.reason === "busy")).toHaveLength(50 - served);
    expect(await misbehave({ act: "echo" })).toMatchObject({ ok: true });
  });
});
