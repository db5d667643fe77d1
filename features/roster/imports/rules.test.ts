import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "@/lib/tables/read-table";
import { findRosterColumns, judgeRoster, type KnownPeople } from "./rules";

const known: KnownPeople = new Map([
  ["ada@example.org", { name: "Ada Brook", removed: false }],
  ["gone@example.org", { name: "Gone", removed: true }],
]);

function judge(text: string) {
  const table = readTable(Buffer.from(text));
  if (!table.ok) throw new Error(table.sentence);
  const columns = findRosterColumns(table.lines);
  return columns && judgeRoster(table.lines, columns, known);
}

describe("findRosterColumns", () => {
  it.each([
    ["our own", "email,name,role\nx@example.org,Xi Lund,participant"],
    ["Moodle", "First name,Last name,Email address\nXi,Lund,x@example.org"],
    ["Eventbrite", "Order no.;First Name;Last Name;Email Address\n17;Xi;Lund;x@example.org"],
    ["Google Forms", "Timestamp\tE-Mail-Adresse\tName\n1/1/2026\tx@example.org\tXi Lund"],
    ["without a header", "x@example.org,Xi Lund"],
    ["names first, without a header", "Xi Lund;x@example.org"],
    ["a role column, without a header", "Student,Xi Lund,x@example.org"],
    ["copied from a mail", "Xi Lund <x@example.org>"],
    ["copied from a mail, in quotation marks", '"""Xi Lund"" <X@Example.org>"'],
  ])("reads a roster of %s", (_, text) => {
    expect(judge(text)).toEqual([
      {
        line: text.includes("\n") ? 2 : 1,
        status: "new",
        email: "x@example.org",
        name: "Xi Lund",
        role: "PARTICIPANT",
        remark: "",
      },
    ]);
  });

  it("finds nothing where there are no addresses", () => {
    expect(judge("name,age\nAda,36")).toBeNull();
  });
});

describe("judgeRoster", () => {
  it("tells new, repeated, already here and malformed lines apart", () => {
    const report = judge(
      [
        "email,name,role",
        "new@example.org,New,Teaching Assistant",
        "NEW@example.org,Newer,",
        "ada@example.org,Ada Brook,",
        "Ada@example.org ,Ada Stream,instructor",
        "gone@example.org,Gone,",
        "not an address,Nobody,",
        ",Nobody,",
        "boss@example.org,Boss,owner",
        `long@example.org,${"x".repeat(121)},`,
      ].join("\n"),
    );
    expect(report?.map(({ line, status, role }) => [line, status, role])).toEqual([
      [2, "new", "ASSISTANT"],
      [3, "repeated", "PARTICIPANT"],
      [4, "here", "PARTICIPANT"],
      [5, "repeated", "INSTRUCTOR"],
      [6, "here", "PARTICIPANT"],
      [7, "malformed", "PARTICIPANT"],
      [8, "malformed", "PARTICIPANT"],
      [9, "malformed", "PARTICIPANT"],
      [10, "malformed", "PARTICIPANT"],
    ]);
    expect(report?.map(({ remark }) => remark)).toEqual([
      "",
      "The same address as on line 2.",
      "Already on the roster.",
      "The same address as on line 4.",
      expect.stringMatching(/^Was removed from this course/),
      "“not an address” is not an e-mail address.",
      "There is no address on this line.",
      expect.stringContaining("“owner” is not a role"),
      "A name has at most 120 characters.",
    ]);
  });

  it("keeps the name that is on the roster, and says so", () => {
    expect(judge("ada@example.org,Ada Stream")).toMatchObject([
      { status: "here", remark: "Already on the roster as “Ada Brook”, which stays." },
    ]);
  });

  it("adds each address once, whatever comes in", () => {
    const cell = fc.oneof(
      fc.emailAddress(),
      fc.constantFrom("ada@example.org", "ADA@example.org", "", "x", "=cmd()", "role\0"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 })), (rows) => {
        const lines = rows.map((cells, index) => ({ line: index + 1, cells }));
        const columns = findRosterColumns(lines);
        if (!columns) return;
        const report = judgeRoster(lines, columns, known);
        expect(report).toHaveLength(lines.length - (columns.header ? 1 : 0));
        const added = report.filter(({ status }) => status === "new").map(({ email }) => email);
        expect(new Set(added).size).toBe(added.length);
        expect(added.every((email) => email === email.toLowerCase().trim() && !known.has(email))).toBe(true);
        expect(report.every(({ status, remark }) => (status === "new") === (remark === ""))).toBe(true);
        expect(judgeRoster(lines, columns, known)).toEqual(report);
      }),
      { numRuns: 300 },
    );
  });
});
