import { isLimit, LIMITS } from "@/lib/limit-table";

/** What an event's sentence is made of: names as they read now, since the trail itself keeps identifiers only. */
export type TrailFacts = {
  /** Who did it; PORTAL where nobody did, UNKNOWN where nobody can tell any more. */
  actor: string;
  /** Whom it was about, where it was about somebody. */
  subject: string | null;
  offer: string | null;
  detail: Record<string, unknown>;
};

export const PORTAL = "The portal";
/** Somebody whose name and address were scrubbed. */
export const UNKNOWN = "Somebody no longer on record";

type Telling = { label: string; tell: (facts: TrailFacts) => string };

const inSentence = (actor: string) => (actor === PORTAL ? "the portal" : actor);
const whom = ({ subject }: TrailFacts) => subject ?? "somebody";
const of = ({ offer }: TrailFacts) => offer ?? "an offer";
/** Whether somebody did for themselves what is told. Whose account nobody knows any more did it as the person that it is about. */
const isOwn = ({ actor, subject }: TrailFacts) => subject !== null && (actor === subject || actor === UNKNOWN);
/** What people do for themselves; where somebody else did it for them, that is said. */
const own = (what: string) => (facts: TrailFacts) =>
  facts.subject === null || isOwn(facts)
    ? `${facts.subject ?? facts.actor} ${what} ${of(facts)}`
    : `${facts.actor} ${what} ${of(facts)}, for ${facts.subject}`;
const course = (what: string) => (facts: TrailFacts) => `${facts.actor} ${what}`;
const offer = (what: string) => (facts: TrailFacts) => `${facts.actor} ${what} ${of(facts)}`;
const person =
  (what: string, after = "") =>
  (facts: TrailFacts) =>
    `${facts.actor} ${what} ${whom(facts)}${after}`;
const both = (what: string) => (facts: TrailFacts) => `${facts.actor} ${what} ${whom(facts)} for ${of(facts)}`;
const count = ({ detail }: TrailFacts, one: string, many: string, ...keys: string[]) => {
  const number = keys.map((key) => detail[key]).find((value) => typeof value === "number");
  return number === undefined ? many : number === 1 ? `1 ${one}` : `${number.toLocaleString("en")} ${many}`;
};

/** A sentence for every act; queries.ts holds the list to features/audit, so that a new act does not compile without one. */
export const tellings = {
  "course.created": { label: "Course made", tell: course("made the course") },
  "course.changed": { label: "Course changed", tell: course("changed the course") },
  "course.opened": { label: "Course opened", tell: course("opened the course to its participants") },
  "course.archived": { label: "Course archived", tell: course("archived the course") },
  "course.reopened": { label: "Course reopened", tell: course("reopened the course") },
  "course.copied": { label: "Course copied", tell: course("made the course as a copy of another") },
  "course.settings-changed": { label: "Settings changed", tell: course("changed the course’s settings") },
  "course.scrubbed": { label: "Course scrubbed", tell: course("scrubbed the names and addresses of the course") },
  "offer.created": { label: "Offer made", tell: offer("made the offer") },
  "offer.changed": { label: "Offer changed", tell: offer("changed the offer") },
  "offer.questions-changed": { label: "Questions changed", tell: offer("changed the questions of") },
  "enrolment.added": { label: "Person added", tell: person("added", " to the roster") },
  "enrolment.changed": { label: "Person changed", tell: person("changed the place of") },
  "enrolment.removed": { label: "Person removed", tell: person("removed", " from the roster") },
  "enrolment.restored": { label: "Person brought back", tell: person("brought", " back to the roster") },
  "enrolment.scrubbed": { label: "Person scrubbed", tell: course("scrubbed the name and address of a person") },
  "enrolment.data-exported": { label: "A person’s data taken out", tell: person("took out the data of") },
  "roster.imported": {
    label: "Roster imported",
    tell: (facts) => `${facts.actor} imported a roster: ${count(facts, "person", "people", "added")}`,
  },
  "codes.imported": {
    label: "Codes imported",
    tell: (facts) => `${facts.actor} imported ${count(facts, "code", "codes", "added")} for ${of(facts)}`,
  },
  "codes.import-undone": { label: "Import of codes undone", tell: offer("undid an import of codes for") },
  "codes.set-aside": {
    label: "Codes set aside",
    tell: (facts) => `${facts.actor} set ${count(facts, "code", "codes", "count")} of ${of(facts)} aside as spares`,
  },
  "codes.returned-from-spares": {
    label: "Spares returned",
    tell: (facts) => `${facts.actor} returned ${count(facts, "spare", "spares", "count")} of ${of(facts)} to the pool`,
  },
  "codes.moved": {
    label: "Codes moved",
    tell: (facts) =>
      `${facts.actor} moved ${count(facts, "code", "codes", "count")} ${"from" in facts.detail ? "to" : "away from"} ${of(facts)}`,
  },
  "codes.exported": {
    label: "Codes exported",
    tell: (facts) => `${facts.actor} downloaded ${count(facts, "code", "codes", "count")} of ${of(facts)} in the clear`,
  },
  "codes.quarantined": {
    label: "Codes quarantined",
    tell: (facts) => `${facts.actor} put ${count(facts, "code", "codes", "count")} of ${of(facts)} into quarantine`,
  },
  "pool.frozen": { label: "Pool frozen", tell: (facts) => `The pool of ${of(facts)} came back from a backup, frozen` },
  "pool.reopened": { label: "Pool opened again", tell: offer("reconciled and opened again the pool of") },
  "list.exported": {
    label: "List exported",
    tell: (facts) =>
      `${facts.actor} downloaded the ${String(facts.detail.list ?? "list")}${facts.offer ? ` of ${facts.offer}` : ""}, ${count(facts, "row", "rows", "rows")}`,
  },
  "limit.reached": {
    label: "Told to wait",
    tell: ({ actor, detail }) =>
      `${actor} was told to wait: too many attempts${isLimit(detail.limit) ? ` at ${LIMITS[detail.limit].doing}` : ""}`,
  },
  "attachment.added": { label: "Attachment added", tell: course("added an attachment") },
  "attachment.removed": { label: "Attachment removed", tell: course("removed an attachment") },
  "guide.revised": { label: "Guide revised", tell: offer("revised the guide of") },
  "guide.image-added": { label: "Screenshot added", tell: offer("added a screenshot to the guide of") },
  "message.sent": { label: "Message sent", tell: course("sent a message") },
  "message.sent-again": { label: "Message sent again", tell: course("sent a message again") },
  "session.confirmed": { label: "Confirmed who they are", tell: course("confirmed again who they are") },
  "administrator.granted": { label: "Administrator granted", tell: course("made somebody an administrator") },
  "administrator.withdrawn": { label: "Administrator withdrawn", tell: course("withdrew an administrator") },
  "second-factor.reset": {
    label: "Second factor reset",
    tell: course("removed the passkeys of somebody who had lost them"),
  },
  "key.made-first": { label: "Key made the first", tell: course("made another key the one that seals codes") },
  "key.retired": { label: "Key retired", tell: course("took a key out of the ring") },
  "request.made": { label: "Request made", tell: own("asked for a code of") },
  "request.waiting": {
    label: "Request waits",
    tell: (facts) => `${facts.subject ?? "Somebody"} came onto the waiting list of ${of(facts)}`,
  },
  "request.approved": { label: "Request approved", tell: person("approved the request of") },
  "request.declined": { label: "Request declined", tell: person("declined the request of") },
  "request.cancelled": { label: "Request cancelled", tell: own("took back the request for") },
  "code.allocated": {
    label: "Code allocated",
    tell: (facts) =>
      `${facts.subject ?? "Somebody"} was given a code of ${of(facts)}${isOwn(facts) ? "" : `, by ${inSentence(facts.actor)}`}`,
  },
  "code.revealed": { label: "Code revealed", tell: own("revealed the code of") },
  "code.redeemed": { label: "Code redeemed", tell: own("said to have redeemed the code of") },
  "code.redemption-taken-back": { label: "Redemption taken back", tell: own("took back the redemption of") },
  "code.reported": { label: "Code reported", tell: own("reported the code of") },
  "code.report-taken-back": { label: "Report taken back", tell: own("took back the report on the code of") },
  "code.replaced": { label: "Code replaced", tell: both("replaced the code of") },
  "code.given": {
    label: "Code given by hand",
    tell: (facts) => `${facts.actor} gave ${whom(facts)} a code of ${of(facts)} by hand`,
  },
  "code.revoked": { label: "Code revoked", tell: both("revoked the code of") },
  "code.released": { label: "Code released", tell: both("released the code, which nobody had seen, of") },
  "code.shown-to-instructor": { label: "Code shown to an instructor", tell: both("looked at the code of") },
  "acknowledgement.given": { label: "Acknowledgement given", tell: own("promised to acknowledge the sponsor of") },
  "acknowledgement.taken-back": {
    label: "Acknowledgement taken back",
    tell: own("took back the promise to acknowledge the sponsor of"),
  },
} satisfies Record<string, Telling>;

/** What happened, in a sentence. An act that nobody knows any more is named as it was written. */
export function tellEvent({ act, ...facts }: TrailFacts & { act: string }): string {
  const telling: Telling | undefined = Object.hasOwn(tellings, act)
    ? tellings[act as keyof typeof tellings]
    : undefined;
  return telling?.tell(facts) ?? `${facts.actor}: ${act}`;
}

const IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What else an event keeps, as "rows: 12, format: csv". Identifiers mean nothing to a reader and are left out. */
export function describeDetail(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "" && !IDENTIFIER.test(String(value)))
    .map(([key, value]) => `${spell(key)}: ${tellValue(key, value)}`)
    .join(", ");
}

/** Kinds, roles and the like are kept by the names that the database has for them. */
const NAMED = new Set(["kind", "role", "policy", "state"]);

function tellValue(key: string, value: unknown): string {
  if (typeof value === "object") return JSON.stringify(value);
  return NAMED.has(key) ? String(value).toLowerCase().replaceAll("_", " ") : String(value);
}

/** "fileName" as "file name". */
function spell(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
