import { z } from "zod";
import { courseRef } from "@/features/courses/schema";
import { roles } from "@/features/roster/schema";

/** What a participant has still to do for an offer. */
export const steps = ["request", "reveal", "redeem"] as const;
export type Step = (typeof steps)[number];

/** Whom an invitation goes to. */
export const invited = ["never-invited", "never-signed-in", "all"] as const;
export type Invited = (typeof invited)[number];

/** Where a participant stands with one offer, as a letter chooses by it. */
export const standings = [
  "none",
  "pending",
  "waiting",
  "declined",
  "allocated",
  "revealed",
  "redeemed",
  "reported",
] as const;
export type LetterStanding = (typeof standings)[number];

/** At most so many people are written to one by one: they travel in an address. */
export const MOST_PEOPLE = 150;

const invitation = z.object({ kind: z.literal("INVITATION"), who: z.enum(invited) });
/** `wanted`: "reveal" is the step for whichever offer, "reveal:aws-credit" for the offer of that slug. */
const reminder = z.object({ kind: z.literal("REMINDER"), wanted: z.array(z.string().max(200)).min(1) });
const byRole = z.object({ kind: z.literal("LETTER"), by: z.literal("role"), role: z.enum([...roles, "EVERYBODY"]) });
const byStanding = z.object({
  kind: z.literal("LETTER"),
  by: z.literal("standing"),
  offer: z.string().min(1).max(120),
  standing: z.enum(standings),
});
const byPeople = z.object({
  kind: z.literal("LETTER"),
  by: z.literal("people"),
  people: z.array(z.uuid()).min(1).max(MOST_PEOPLE),
});

/** Whom a message is for. It is kept with the message, and asked anew whenever it matters. */
export const audienceShape = z.union([invitation, reminder, byRole, byStanding, byPeople]);
export type Audience = z.infer<typeof audienceShape>;

/** The parameters of an address: as a page gets them, or read from a text. */
export type Query = Record<string, string | string[] | undefined>;

/** Reads an audience from an address. Null when it names none, or none that there is. */
export function readAudience(query: Query): Audience | null {
  const one = (name: string) => [query[name] ?? []].flat()[0];
  const many = (name: string) => [...new Set([query[name] ?? []].flat())];
  const kind = one("kind")?.toUpperCase();
  const step = many("step").filter((name) => steps.some((known) => known === name));
  const found = audienceShape.safeParse({
    kind,
    who: one("who") ?? "never-invited",
    wanted: step.length > 0 ? step : steps,
    by: one("by"),
    role: one("role"),
    offer: one("offer"),
    standing: one("standing"),
    people: many("person"),
  });
  return found.success ? found.data : null;
}

/** Writes an audience as the parameters of an address. */
export function writeAudience(audience: Audience): string {
  const query = new URLSearchParams({ kind: audience.kind.toLowerCase() });
  for (const [name, value] of Object.entries(audience)) {
    const key = name === "wanted" ? "step" : name === "people" ? "person" : name;
    for (const each of name === "kind" ? [] : [value].flat()) query.append(key, each);
  }
  return query.toString();
}

/** Reads back what `writeAudience` wrote. */
function parseAudience(text: string): Audience | null {
  const query = new URLSearchParams(text);
  return readAudience(Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key)])));
}

const audienceField = z
  .string()
  .max(9000)
  .transform((text, context) => {
    const audience = parseAudience(text);
    if (!audience) context.addIssue({ code: "custom", message: "Choose again whom the message is for." });
    return audience ?? z.NEVER;
  });

const box = z.string().optional();

/** The boxes that an invitation and a reminder show above their words: `boxes` says that the form had them, so that none ticked is none. */
const audienceBoxes = {
  boxes: box,
  who: z.enum(invited).optional().catch(undefined),
  request: box,
  reveal: box,
  redeem: box,
  /** The steps of single offers that the address has named. */
  named: box,
};

/** Whom the form is for by its boxes; where it has none, whom the address has named. A reminder without a ticked box is for nobody. */
export function chooseAudience({
  audience,
  ...ticked
}: { audience: Audience } & {
  [Name in keyof typeof audienceBoxes]?: z.infer<(typeof audienceBoxes)[Name]>;
}): Audience {
  if (audience.kind === "INVITATION") {
    return { ...audience, who: ticked.who ?? audience.who };
  }
  if (audience.kind !== "REMINDER" || ticked.boxes === undefined) {
    return audience;
  }
  const named = ticked.named === undefined ? [] : audience.wanted.filter((step) => step.includes(":"));
  return { ...audience, wanted: [...steps.filter((step) => ticked[step] !== undefined), ...named] };
}

/** What the form of a message sends. `seen` and `expected` are of the preview that was looked at last; `id` becomes the message's own. */
export const messageFields = {
  ...courseRef,
  audience: audienceField,
  ...audienceBoxes,
  subject: z
    .string()
    .trim()
    .min(1, "Give the mail a subject.")
    .max(150, "Shorten the subject to 150 characters.")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "Take out the line break or other invisible character in it."),
  body: z
    .string()
    .trim()
    .min(1, "Write what the mail is to say.")
    .max(10_000, "The text is longer than 10,000 characters; make it shorter.")
    .transform((text) => text.replaceAll("\r\n", "\n")),
  intent: z.enum(["preview", "send"]).catch("preview"),
  id: z.uuid().optional().catch(undefined),
  seen: z.string().max(100).optional(),
  expected: z.coerce.number().int().min(1).optional().catch(undefined),
};

/** A message as it was written, with what the person has seen of it. */
export type Draft = Omit<z.infer<z.ZodObject<typeof messageFields>>, "course">;

/** Names a message of a course, and perhaps one of the people whom it went to. */
export const deliveryRef = { ...courseRef, message: z.uuid(), enrolment: z.uuid().optional().catch(undefined) };

/** States of a delivery, as the address of a message's page filters by them. */
export const deliveryStates = ["QUEUED", "ACCEPTED", "REFUSED", "GIVEN_UP", "UNCERTAIN", "DROPPED"] as const;
export type DeliveryState = (typeof deliveryStates)[number];
