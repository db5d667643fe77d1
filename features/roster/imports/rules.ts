import { emailAddress } from "@/lib/email-address";
import type { TableLine } from "@/lib/tables/read-table";
import { personName, type Role } from "../schema";

/** Who is on the roster already, by address. */
export type KnownPeople = ReadonlyMap<string, { name: string; removed: boolean }>;

/** What becomes of one line: only `new` ones are added. `remark` says why not, or what to know. */
export type RosterReportLine = {
  line: number;
  status: "new" | "repeated" | "here" | "malformed";
  email: string;
  name: string;
  role: Role;
  remark: string;
};

/** Where the table keeps what; -1 for a column that it does not have. `header` when its first line names the columns. */
export type RosterColumns = {
  header: boolean;
  email: number;
  name: number;
  givenName: number;
  familyName: number;
  role: number;
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
];
const GIVEN_NAMES = ["firstname", "givenname", "givennames", "forename", "vorname", "prenom", "attendeefirstname"];
const FAMILY_NAMES = ["lastname", "surname", "familyname", "nachname", "nomdefamille", "apellidos", "attendeelastname"];
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
};

/**
 * Finds the columns of a roster: by the names in its first line, in the spellings of common systems; without such names, the first column
 * with addresses, and the first other one for names. Null when no column holds addresses.
 */
export function findRosterColumns(lines: readonly TableLine[]): RosterColumns | null {
  const first = lines[0]?.cells ?? [];
  const names = first.map(plain);
  const find = (spellings: readonly string[]) => names.findIndex((name) => spellings.includes(name));
  const email = find(EMAIL_NAMES);
  if (email >= 0 && !first.some(holdsAddress)) {
    const [givenName, familyName] = [find(GIVEN_NAMES), find(FAMILY_NAMES)];
    return { header: true, email, name: find(NAME_NAMES), givenName, familyName, role: find(ROLE_NAMES) };
  }
  const sample = lines.slice(0, 20);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const byContent = columns.find((column) => sample.some(({ cells }) => holdsAddress(cells[column] ?? "")));
  if (byContent === undefined) {
    return null;
  }
  const role = columns.findIndex((column) => sample.every(({ cells }) => plain(cells[column] ?? "") in ROLE_WORDS));
  const name = columns.findIndex((column) => column !== byContent && column !== role);
  return { header: false, email: byContent, name, givenName: -1, familyName: -1, role };
}

/**
 * Judges a roster line by line, in order. Adding only: who is on the roster stays as they are, with name and role. A role that is not known
 * is refused, because a guess could give somebody too much. The same input always gives the same report.
 */
export function judgeRoster(
  lines: readonly TableLine[],
  columns: RosterColumns,
  known: KnownPeople,
): RosterReportLine[] {
  const seen = new Map<string, number>();
  return lines.slice(columns.header ? 1 : 0).map(({ line, cells }) => {
    const person = readPerson(cells, columns);
    const report = { line, email: person.email, name: person.name, role: person.role ?? "PARTICIPANT" };
    if (person.problem) {
      return { ...report, status: "malformed", remark: person.problem };
    }
    const before = seen.get(person.email);
    if (before !== undefined) {
      return { ...report, status: "repeated", remark: `The same address as on line ${before}.` };
    }
    seen.set(person.email, line);
    const here = known.get(person.email);
    return here
      ? { ...report, status: "here", remark: remarkOn(here, person.name) }
      : { ...report, status: "new", remark: "" };
  });
}

type Person = { email: string; name: string; role: Role | null; problem: string };

function readPerson(cells: readonly string[], columns: RosterColumns): Person {
  const cell = (column: number) => (column >= 0 ? (cells[column] ?? "") : "");
  // Mail programs copy people as: Ada Example <ada@example.org>
  const bracketed = /^(.*?)\s*<([^<>\s]+)>[;,]?$/.exec(cell(columns.email));
  const address = bracketed?.[2] ?? cell(columns.email);
  const written =
    cell(columns.name) ||
    [cell(columns.givenName), cell(columns.familyName)].filter(Boolean).join(" ") ||
    (bracketed?.[1] ?? "");
  const email = emailAddress.safeParse(address);
  const name = personName.safeParse(written.replace(/^"|"$/g, ""));
  const roleWord = cell(columns.role);
  const role = roleWord === "" ? "PARTICIPANT" : (ROLE_WORDS[plain(roleWord)] ?? null);
  const problem = !email.success
    ? sayWrongAddress(address)
    : !name.success
      ? (name.error.issues[0]?.message ?? "The name cannot be read.")
      : role === null
        ? `“${shorten(roleWord)}” is not a role. Write participant, assistant or instructor, or leave the cell empty.`
        : "";
  return { email: email.data ?? shorten(address), name: name.data ?? "", role, problem };
}

function sayWrongAddress(address: string): string {
  return address === "" ? "There is no address on this line." : `“${shorten(address)}” is not an e-mail address.`;
}

function remarkOn(here: { name: string; removed: boolean }, name: string): string {
  if (here.removed) {
    return "Was removed from this course. Bring the person back from the roster if that was a mistake.";
  }
  return name !== "" && name !== here.name
    ? `Already on the roster as “${here.name || "no name"}”, which stays.`
    : "Already on the roster.";
}

function holdsAddress(cell: string): boolean {
  return /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/.test(cell);
}

/** "E-Mail Address" and "email_address" are the same name. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}

function shorten(text: string): string {
  const shown = text.replace(/\p{C}/gu, "�");
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
