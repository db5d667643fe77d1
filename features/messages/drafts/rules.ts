import { describeAudience, invitedWords, type MessageKind, stepWords } from "@/features/messages/rules";
import type { Audience, Invited, Step } from "@/features/messages/schema";
import { formatInstant } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";

type SuggestedCourse = { slug: string; title: string; term: string; timeZone: string };
type SuggestedOffer = { name: string; amountMinor: number; currency: string; opensAt: Date; closesAt: Date };

/** Words to begin with, which the writer changes as they like. `offers` are those that can still be requested. */
export function suggestWords({
  kind,
  course,
  offers,
  publicUrl,
}: {
  kind: Exclude<MessageKind, "NOTICE">;
  course: SuggestedCourse;
  offers: readonly SuggestedOffer[];
  publicUrl: string;
}): { subject: string; body: string } {
  const address = publicUrl + paths.course(course.slug);
  if (kind === "REMINDER") {
    return {
      subject: `Still to do in ${course.title}`,
      body: `You have not finished with your cloud credit in **${course.title}**. This is what is still to do for you:`,
    };
  }
  if (kind === "LETTER") {
    return { subject: course.title, body: "" };
  }
  const list = offers.map(
    (offer) =>
      `- ${offer.name}, ${formatMoney(offer)}: request your code by ${formatInstant(offer.closesAt, course.timeZone)}`,
  );
  const given = list.length > 0 ? ["The course gives you:", list.join("\n")] : [];
  return {
    subject: `Your cloud credit in ${course.title}`,
    body: [
      `You have a place in **${course.title}**, ${course.term}.`,
      ...given,
      "Sign in with the address to which this mail came. You get a link by mail, and need no password:",
      address,
    ].join("\n\n"),
  };
}

/** The boxes by which an invitation and a reminder say whom they are for, as the address has ticked them. */
export type AudienceBoxes =
  | { kind: "who"; chosen: Invited; choices: { value: Invited; label: string }[] }
  | { kind: "steps"; choices: { name: string; label: string; isTicked: boolean }[] };

/** Lists them, with the number of people of each. Null for a letter, whose people are chosen on pages of their own. */
export function listBoxes({
  audience,
  choices,
  offers,
}: {
  audience: Audience;
  choices: readonly { audience: Audience; recipients: number }[];
  offers: readonly { slug: string; name: string }[];
}): AudienceBoxes | null {
  const count = (recipients: number) => `(${recipients.toLocaleString("en")})`;
  if (audience.kind === "INVITATION") {
    const listed = choices.flatMap(({ audience: { kind, ...one }, recipients }) =>
      "who" in one ? [{ value: one.who, label: `${invitedWords[one.who]} ${count(recipients)}` }] : [],
    );
    return { kind: "who", chosen: audience.who, choices: listed };
  }
  if (audience.kind !== "REMINDER") return null;
  const { wanted } = audience;
  const plain = choices.flatMap((choice) => {
    const name = choice.audience.kind === "REMINDER" ? (choice.audience.wanted[0] as Step) : null;
    return name
      ? [{ name, label: `${stepWords[name]} ${count(choice.recipients)}`, isTicked: wanted.includes(name) }]
      : [];
  });
  const named = wanted.filter((step) => step.includes(":"));
  const label = describeAudience({ kind: "REMINDER", wanted: named }, offers).replace("Participants who ", "");
  return { kind: "steps", choices: named.length > 0 ? [...plain, { name: "named", label, isTicked: true }] : plain };
}
