import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roleWords } from "@/features/roster/rules";
import { readFirstLines } from "@/lib/tables/read-lines";
import { createSniffer } from "@/lib/tables/sniff-text";
import {
  findNobody,
  findRosterColumns,
  guessRosterColumns,
  type JudgedPerson,
  PEOPLE_HEAD,
  personStatuses,
  personStatusWords,
  readPerson,
  remarkOnPerson,
  writePersonReport,
} from "./rules";

function linesOf(text: string) {
  const head = Buffer.from(text);
  const sniffer = createSniffer();
  sniffer.add(head);
  const sniffed = sniffer.finish();
  if (!sniffed.ok) throw new Error(sniffed.sentence);
  return readFirstLines({ head, format: sniffed.format, count: 50 });
}

/** What the lines of a file say, without the first where that names the columns. */
function read(text: string) {
  const lines = linesOf(text);
  const columns = findRosterColumns(lines);
  return (
    columns &&
    lines.slice(columns.header ? 1 : 0).map(({ cells }) => findNobody(cells, columns) ?? readPerson(cells, columns))
  );
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
    expect(read(text)).toEqual([
      {
        email: "x@example.org",
        name: "Xi Lund",
        role: /participant|Student,/.test(text) ? "PARTICIPANT" : null,
        problem: "",
      },
    ]);
  });

  it("takes no numbers for names: those of Eventbrite's attendees, nor those before an address", () => {
    const eventbrite = "Order #,First Name,Last Name,Email,Attendee #\n98,Xi,Lund,x@example.org,17700000";
    expect(read(eventbrite)).toEqual([expect.objectContaining({ name: "Xi Lund" })]);
    expect(read("Attendee #,Email\nA-17,x@example.org")).toEqual([expect.objectContaining({ name: "" })]);
    expect(read("Name,Email\n17700000,x@example.org")).toEqual([expect.objectContaining({ name: "" })]);
    expect(read("17,Xi Lund,x@example.org")).toEqual([expect.objectContaining({ name: "Xi Lund" })]);
    expect(guessRosterColumns(linesOf("Attendee #,Age\n17700000,36"))).toMatchObject({ name: -1 });
  });

  it("prefers given and family names to a column of whole names", () => {
    expect(read("Name,First name,Last name,Email\nlund17x,Xi,Lund,x@example.org")).toEqual([
      expect.objectContaining({ name: "Xi Lund" }),
    ]);
  });

  it("leaves out who is not attending, and says so", () => {
    expect(
      read(
        "First Name,Last Name,Email,Attendee Status\nXi,Lund,x@example.org,Not Attending\nAda,Brook,a@example.org,Attending",
      ),
    ).toEqual([
      expect.objectContaining({ problem: expect.stringMatching(/^The file says “Not Attending” of this person/) }),
      expect.objectContaining({ name: "Ada Brook", problem: "" }),
    ]);
  });

  it("finds nothing where there are no addresses", () => {
    expect(read("name,age\nAda,36")).toBeNull();
    expect(guessRosterColumns([{ line: 1, cells: ["Full name", "Age"] }])).toMatchObject({
      header: true,
      email: -1,
      name: 0,
    });
  });
});

describe("readPerson", () => {
  it("reads roles, and refuses what is no person", () => {
    const people = read(
      [
        "email,name,role",
        "New@example.org,New,Teaching Assistant",
        "ada@example.org,Ada Brook,",
        "not an address,Nobody,",
        ",Nobody,",
        "boss@example.org,Boss,owner",
        `long@example.org,${"x".repeat(121)},`,
      ].join("\n"),
    );
    expect(people).toEqual([
      { email: "new@example.org", name: "New", role: "ASSISTANT", problem: "" },
      { email: "ada@example.org", name: "Ada Brook", role: null, problem: "" },
      expect.objectContaining({ problem: "“not an address” is not an e-mail address." }),
      expect.objectContaining({ problem: "There is no address on this line." }),
      expect.objectContaining({ problem: expect.stringContaining("“owner” is not a role") }),
      expect.objectContaining({ problem: "A name has at most 120 characters." }),
    ]);
  });

  it("turns the names of Canvas round, but not what only has a suffix", () => {
    expect(
      read(
        'Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Brook, Ada",1,ada@example.org,A\n"Ben Lind, Jr.",2,ben@example.org,A',
      ),
    ).toEqual([
      "This is the line with Canvas’s points, and no person.",
      { email: "ada@example.org", name: "Ada Brook", role: null, problem: "" },
      { email: "ben@example.org", name: "Ben Lind, Jr.", role: null, problem: "" },
    ]);
  });

  it("knows Canvas's test student, but not somebody of that name who has an address", () => {
    const nobody = "This is Canvas’s test student, and no person.";
    const canvas = "Student,ID,SIS Login ID,Section\n";
    const hash = "5d41402abc4b2a76b9719d911017c592a1b2c3d4";
    expect(
      read(`${canvas}"Brook, Ada",1,ada@example.org,A\n"Student, Test",2,,A\n"Student, Test",3,${hash},A`),
    ).toEqual([expect.objectContaining({ name: "Ada Brook" }), nobody, nobody]);
    expect(read("First name,Last name,Email\nAda,Brook,ada@example.org\nTest,Student,")?.[1]).toBe(nobody);
    expect(read(`${canvas}"Student, Test",2,tess@example.org,A\n"Student, Theo",3,,A`)).toEqual([
      { email: "tess@example.org", name: "Test Student", role: null, problem: "" },
      expect.objectContaining({ problem: "There is no address on this line." }),
    ]);
  });

  it("makes an address of every line, or says why not, whatever comes in", () => {
    const cell = fc.oneof(
      fc.emailAddress(),
      fc.constantFrom("ADA@example.org", "", "x", "=cmd()", "role\0", "Brook, Ada"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 })), (rows) => {
        const lines = rows.map((cells, index) => ({ line: index + 1, cells }));
        const columns = findRosterColumns(lines) ?? guessRosterColumns(lines);
        for (const { cells } of lines) {
          const person = readPerson(cells, columns);
          if (person.problem === "") {
            expect(person.email).toBe(person.email.toLowerCase().trim());
            expect(person.email).toMatch(/^[^\s@]+@[^\s@]+$/);
          } else {
            expect(person.problem).toMatch(/\.$/);
          }
          expect(readPerson(cells, columns)).toEqual(person);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("remarkOnPerson", () => {
  const person: JudgedPerson = {
    status: "CHANGED",
    problem: "It is malformed.",
    firstLine: 2,
    name: "Ada Stream",
    role: "ASSISTANT",
    nameBefore: "Ada Brook",
    roleBefore: "PARTICIPANT",
  };
  const remark = (change: Partial<JudgedPerson>) => remarkOnPerson({ ...person, ...change }, roleWords);

  it("says of every line but a new one why", () => {
    for (const status of personStatuses) {
      expect(remark({ status }) === "", status).toBe(status === "NEW");
      expect(personStatusWords[status]).not.toBe("");
    }
  });

  it("names what differs, and that an instructor stays one", () => {
    expect(remark({})).toBe("Name: “Ada Brook” becomes “Ada Stream”. Role: participant becomes assistant.");
    expect(remark({ name: "" })).toBe("Role: participant becomes assistant.");
    expect(remark({ roleBefore: "INSTRUCTOR" })).toMatch(/^Name: .* Is an instructor, and stays one/);
    expect(remark({ status: "UNCHANGED", roleBefore: "INSTRUCTOR" })).toMatch(/^Is an instructor/);
  });

  it("writes a report with as many cells as its head", () => {
    const written = writePersonReport({ ...person, line: 3, email: "ada@example.org" }, roleWords);
    expect(written).toHaveLength(PEOPLE_HEAD.length);
    expect(written).toEqual(expect.arrayContaining(["3", "Changed", "ada@example.org", "Assistant"]));
  });
});
