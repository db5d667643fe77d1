import type { Role } from "./schema";

/** The word for a role on screens. */
export const roleWords: Record<Role, string> = {
  PARTICIPANT: "Participant",
  ASSISTANT: "Assistant",
  INSTRUCTOR: "Instructor",
};

/** What each role may do, for the form that gives it. */
const roleHints: Record<Role, string> = {
  PARTICIPANT: "Requests and redeems a code.",
  ASSISTANT: "Looks after participants and requests. Gets no code and sees none.",
  INSTRUCTOR: "Sets up the course, imports codes, and sees where each one went.",
};

/** The roles to choose from, in a form. From here and not from schema.ts, which would bring Zod into the browser. */
export const roleOptions = (["PARTICIPANT", "ASSISTANT", "INSTRUCTOR"] as const satisfies Role[]).map((role) => ({
  value: role,
  label: `${roleWords[role]}. ${roleHints[role]}`,
}));

/**
 * Whether an instructor may stop being one, by removal or by another role. The last one may not, or nobody but an administrator could
 * look after the course any more.
 */
export function mayLoseInstructor({ instructors, role }: { instructors: number; role: Role }): boolean {
  return role !== "INSTRUCTOR" || instructors > 1;
}

/** Whether somebody of the staff may add, change, remove or restore a person of that role. Assistants look after participants only. */
export function mayLookAfter({ mayInstruct }: { mayInstruct: boolean }, role: Role): boolean {
  return mayInstruct || role === "PARTICIPANT";
}

/** What the form of a person calls its fields. */
export const personLabels = { name: "Name", role: "Role" };

/** What a page about a person calls them: by name, or by address where no name is known. */
export function callPerson({
  name,
  email,
  scrubbedAt,
}: {
  name: string;
  email: string;
  scrubbedAt: Date | null;
}): string {
  return scrubbedAt ? "Somebody forgotten" : name || email;
}

/** "Aiko Tanaka" of "Tanaka Aiko" and of "Tanaka, Aiko": a name as lists have it that begin with the given name. Null of a single word. */
export function turnName(name: string): string | null {
  const [family = "", ...given] = name.trim().split(/[\s,]+/);
  return given.some((word) => word !== "") ? `${given.join(" ")} ${family}`.trim() : null;
}

/** What a name or an address may contain that somebody looks for, for ILIKE ANY: its % and _ are taken for what they are. */
export function searchPatterns(search: string): string[] {
  return searchTexts(search).map((text) => `%${text}%`);
}

/** The same as a condition of Prisma, which sets the outer wildcards itself. Everybody is found by nothing. */
export function isFoundBy(search: string) {
  const texts = searchTexts(search).map((contains) => ({ contains, mode: "insensitive" }) as const);
  return { OR: texts.flatMap((text) => [{ email: text }, { name: text }]) };
}

function searchTexts(search: string): string[] {
  return [search, turnName(search)].flatMap((text) => (text === null ? [] : [text.replace(/[\\%_]/g, "\\$&")]));
}
