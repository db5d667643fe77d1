import { countColumns, plainName } from "@/features/courses/imports/rules";
import { emailAddress } from "@/lib/email-address";
import type { TableLine } from "@/lib/tables/read-lines";
import { personName, type Role } from "../schema";

/** Where the table keeps what; -1 for a column that it does not have. `header` when its first line names the columns. */
export type RosterColumns = {
  header: boolean;
  email: number;
  name: number;
  givenName: number;
  familyName: number;
  role: number;
  /** Where Eventbrite says who is not coming. */
  status: number;
};

const EMAIL_NAMES = [
  "email",
  "emailaddress",
  "mail",
  "mailaddress",
  "emailadresse",
  "adressemail",
  "adressedecourriel",
  "correoelectronico",
  "useremail",
  "attendeeemail",
];
/** Columns that hold addresses at some universities and other names at others: they count only where addresses stand in them. */
const LOGIN_NAMES = ["sisloginid", "loginid", "login", "username", "integrationid"];
const NAME_NAMES = [
  "name",
  "fullname",
  "student",
  "studentname",
  "participant",
  "participantname",
  "displayname",
  "attendee",
  "attendeename",
  "nom",
  "nombre",
  "yourname",
  "yourfullname",
];
const GIVEN_NAMES = ["firstname", "givenname", "givennames", "forename", "vorname", "prenom", "attendeefirstname"];
const FAMILY_NAMES = ["lastname", "surname", "familyname", "nachname", "nomdefamille", "apellidos", "attendeelastname"];
const STATUS_NAMES = ["attendeestatus"];
const ROLE_NAMES = ["role", "roles", "rolle", "courserole"];

const ROLE_WORDS: Record<string, Role> = {
  participant: "PARTICIPANT",
  student: "PARTICIPANT",
  learner: "PARTICIPANT",
  attendee: "PARTICIPANT",
  assistant: "ASSISTANT",
  teachingassistant: "ASSISTANT",
  ta: "ASSISTANT",
  instructor: "INSTRUCTOR",
  teacher: "INSTRUCTOR",
  lecturer: "INSTRUCTOR",
  studentenrollment: "PARTICIPANT",
  taenrollment: "ASSISTANT",
  teacherenrollment: "INSTRUCTOR",
};

/**
 * Finds the columns of a roster: by the names in its first line, in the spellings of common systems; without such names, the first column
 * with addresses, and the first other one for names that has no numbers. Null when no column holds addresses.
 */
export function findRosterColumns(lines: readonly TableLine[]): RosterColumns | null {
  const named = findByTitle(lines);
  const first = lines[0]?.cells ?? [];
  const titles = first.map(plainName);
  const email =
    named.email >= 0 ? named.email : titles.findIndex((title, column) => isLoginByAddress(title, lines, column));
  if (email >= 0 && !first.some(holdsAddress)) {
    return { ...named, header: true, email };
  }
  const sample = lines.slice(0, 20);
  const columns = Array.from({ length: countColumns(sample) }, (_, column) => column);
  const byContent = columns.find((column) => sample.some(({ cells }) => holdsAddress(cells[column] ?? "")));
  if (byContent === undefined) {
    return null;
  }
  const role = columns.findIndex((column) => sample.every(({ cells }) => plainName(cells[column] ?? "") in ROLE_WORDS));
  const name = columns.findIndex(
    (column) => column !== byContent && column !== role && !holdsNumbers(sample, column, 0),
  );
  return { header: false, email: byContent, name, givenName: -1, familyName: -1, role, status: -1 };
}

function isLoginByAddress(name: string, lines: readonly TableLine[], column: number): boolean {
  return LOGIN_NAMES.includes(name) && lines.some(({ cells }) => holdsAddress(cells[column] ?? ""));
}

/** What a form shows first where no addresses were found. */
export function guessRosterColumns(lines: readonly TableLine[]): RosterColumns {
  const named = findByTitle(lines);
  return { ...named, header: Math.max(named.name, named.givenName, named.familyName) >= 0 };
}

/**
 * The columns by the titles of the first line. Given and family names come before a column of whole names, and what has numbers, or "#" at the
 * end of its title, is no name: Eventbrite's "Attendee #" once made everybody's name of it.
 */
function findByTitle(lines: readonly TableLine[]): Omit<RosterColumns, "header"> {
  const cells = lines[0]?.cells ?? [];
  const titles = cells.map(plainName);
  const find = (spellings: readonly string[]) => titles.findIndex((title) => spellings.includes(title));
  const whole = titles.findIndex(
    (title, column) =>
      NAME_NAMES.includes(title) && !/[#№]\s*$/.test(cells[column] ?? "") && !holdsNumbers(lines, column, 1),
  );
  const [email, givenName, familyName] = [find(EMAIL_NAMES), find(GIVEN_NAMES), find(FAMILY_NAMES)];
  const name = givenName >= 0 && familyName >= 0 ? -1 : whole;
  return { email, name, givenName, familyName, role: find(ROLE_NAMES), status: find(STATUS_NAMES) };
}

/** Whether a column has nothing but numbers, from the line `from` on; an empty one does not. */
function holdsNumbers(lines: readonly TableLine[], column: number, from: number): boolean {
  const filled = lines.slice(from).flatMap(({ cells }) => cells[column] || []);
  return filled.length > 0 && filled.every((cell) => /^[\d\s.,#-]+$/.test(cell));
}

/** A person of a roster. `role` is null where the line says none; `problem` is a sentence, or empty. */
export type PersonLine = { email: string; name: string; role: Role | null; problem: string };

/**
 * Why a line is about nobody, in a sentence; null for the lines of people. Canvas puts two into its exports: the points of each piece of work, and
 * the student whom a teacher sees the course as, who has an identifier of Canvas's own for an address, or none.
 */
export function findNobody(cells: readonly string[], columns: RosterColumns): string | null {
  const name = readName(cells, columns);
  if (plainName(name) === "pointspossible") {
    return "This is the line with Canvas’s points, and no person.";
  }
  const address = columns.email >= 0 ? (cells[columns.email] ?? "") : "";
  return plainName(name) === "teststudent" && !address.includes("@")
    ? "This is Canvas’s test student, and no person."
    : null;
}

/** The name of a line, the given name first. */
function readName(cells: readonly string[], { name, givenName, familyName }: RosterColumns): string {
  const cell = (column: number) => (column >= 0 ? (cells[column] ?? "") : "");
  return putGivenNameFirst(cell(name)) || [cell(givenName), cell(familyName)].filter(Boolean).join(" ");
}

/** Reads a line of a roster that is about somebody. */
export function readPerson(cells: readonly string[], columns: RosterColumns): PersonLine {
  const cell = (column: number) => (column >= 0 ? (cells[column] ?? "") : "");
  // Mail programs copy people as: Ada Example <ada@example.org>
  const bracketed = /^(.*?)\s*<([^<>\s]+)>[;,]?$/.exec(cell(columns.email));
  const address = bracketed?.[2] ?? cell(columns.email);
  const written = readName(cells, columns) || (bracketed?.[1] ?? "");
  const email = emailAddress.safeParse(address);
  const name = personName.safeParse(written.replace(/^"|"$/g, ""));
  const roleWord = cell(columns.role);
  const role = roleWord === "" ? null : ROLE_WORDS[plainName(roleWord)];
  const problem = !email.success
    ? sayWrongAddress(address)
    : !name.success
      ? (name.error.issues[0]?.message ?? "The name cannot be read.")
      : role === undefined
        ? `“${shorten(roleWord)}” is not a role. Write participant, assistant or instructor, or leave the cell empty.`
        : NOT_COMING.includes(plainName(cell(columns.status)))
          ? `The file says “${shorten(cell(columns.status))}” of this person. Choose no column for that below if they are to come in.`
          : "";
  return { email: email.data ?? shorten(address), name: name.data ?? "", role: role ?? null, problem };
}

const NOT_COMING = ["notattending", "cancelled", "canceled", "deleted", "refunded", "transferred"];

/** Canvas writes "Brook, Ada". A suffix behind a comma, as in "Ada Brook, Jr.", stays where it is. */
function putGivenNameFirst(name: string): string {
  const [, family, given] = /^([^,]+),\s*([^,]+)$/.exec(name) ?? [];
  return family && given && !/^(jr|sr|ii+|iv|ph\.?d|md|msc?|bsc?)\.?$/i.test(given) ? `${given} ${family}` : name;
}

function sayWrongAddress(address: string): string {
  return address === "" ? "There is no address on this line." : `“${shorten(address)}” is not an e-mail address.`;
}

function holdsAddress(cell: string): boolean {
  return /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/.test(cell);
}

function shorten(text: string): string {
  const shown = text.replace(/\p{C}/gu, "�");
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}

/** What becomes of the lines of a roster. New ones are added; changed ones are changed if that is asked for. */
export const personStatuses = ["NEW", "CHANGED", "UNCHANGED", "REPEATED", "REMOVED", "MALFORMED", "NOBODY"] as const;
export type PersonStatus = (typeof personStatuses)[number];

/** The words for them. */
export const personStatusWords: Record<PersonStatus, string> = {
  NEW: "New",
  CHANGED: "Changed",
  UNCHANGED: "Unchanged",
  REPEATED: "Duplicate in the file",
  REMOVED: "Removed before",
  MALFORMED: "Malformed",
  NOBODY: "Not a person",
};

/** A line of a dry run with what the roster has. */
export type JudgedPerson = {
  status: PersonStatus;
  problem: string | null;
  firstLine: number | null;
  name: string;
  role: Role | null;
  nameBefore: string | null;
  roleBefore: Role | null;
};

/** What there is to say about a line; nothing about a new one. `words` are the words for roles. */
export function remarkOnPerson(person: JudgedPerson, words: Record<Role, string>): string {
  const { status, problem, firstLine, name, role, nameBefore, roleBefore } = person;
  const staysInstructor = roleBefore === "INSTRUCTOR" && role !== null && role !== "INSTRUCTOR";
  switch (status) {
    case "NEW":
      return "";
    case "MALFORMED":
    case "NOBODY":
      return problem ?? "";
    case "REPEATED":
      return `The same address as on line ${firstLine}.`;
    case "REMOVED":
      return "Was removed from this course, and stays so. Bring the person back from the roster if that was a mistake.";
    case "UNCHANGED":
      return staysInstructor ? STAYS_INSTRUCTOR : "Already on the roster.";
    case "CHANGED":
      return [
        name !== "" && name !== nameBefore ? `Name: “${nameBefore || "none"}” becomes “${name}”.` : "",
        role && role !== roleBefore && roleBefore && !staysInstructor
          ? `Role: ${words[roleBefore].toLowerCase()} becomes ${words[role].toLowerCase()}.`
          : "",
        staysInstructor ? STAYS_INSTRUCTOR : "",
      ]
        .filter(Boolean)
        .join(" ");
  }
}

const STAYS_INSTRUCTOR = "Is an instructor, and stays one: that is changed on the roster only.";

/** The first line of the report that is downloaded. */
export const PEOPLE_HEAD = ["Line", "Result", "Why", "Address", "Name", "Role"];

/** A line of it. */
export function writePersonReport(
  person: JudgedPerson & { line: number; email: string },
  words: Record<Role, string>,
): string[] {
  const { line, status, email, name, role, roleBefore } = person;
  return [
    String(line),
    personStatusWords[status],
    remarkOnPerson(person, words),
    email,
    name,
    status === "NOBODY" ? "" : words[role ?? roleBefore ?? "PARTICIPANT"],
  ];
}
