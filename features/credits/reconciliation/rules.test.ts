import { describe, expect, it } from "vitest";
import { readPasted, readTally, tellPasted } from "./rules";

describe("what was pasted", () => {
  it("is read line by line and cell by cell, each code once however it is spelt", () => {
    const text = 'ABCD-1234\r\n\r\n abcd1234 \n"EFGH-5678";ada@example.org;24 November 2026\nIJKL-9999\tx';
    expect(readPasted(text)).toEqual([
      { code: "abcd1234", alone: true },
      { code: "EFGH-5678", alone: false },
      { code: "ada@example.org", alone: false },
      { code: "IJKL-9999", alone: false },
      { code: "x", alone: false },
    ]);
  });

  it("is nothing where there is nothing to read", () => {
    expect(readPasted(" \n;;\n---\ntwo words")).toEqual([]);
  });

  it("is told by what became of it, and travels as numbers only", () => {
    expect(tellPasted({ quarantined: 1, settled: 0, kept: 1200 })).toEqual([
      "1 code was in the pool and is in quarantine now.",
      expect.stringContaining("1,200 were not known here"),
    ]);
    expect(readTally({ quarantined: "3", settled: "0", kept: "<b>", other: "4" })).toEqual({ quarantined: 3 });
  });
});
