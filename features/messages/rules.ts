import type { Standing } from "@/features/credits/rules";
import { roleWords } from "@/features/roster/rules";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import type { Audience, DeliveryState, Invited, LetterStanding, Step } from "./schema";

export type MessageKind = "INVITATION" | "REMINDER" | "LETTER" | "NOTICE";

/** The word for a kind of message. */
export const kindWords: Record<MessageKind, string> = {
  INVITATION: "Invitation",
  REMINDER: "Reminder",
  LETTER: "Letter",
  NOTICE: "Notice about a code",
};

/** The word for the state of a delivery. */
export const stateWords: Record<DeliveryState, string> = {
  QUEUED: "On its way",
  ACCEPTED: "Accepted",
  REFUSED: "Refused",
  GIVEN_UP: "Given up",
  UNCERTAIN: "Uncertain",
  DROPPED: "Not sent",
};

/** Whether a delivery may be sent again: where nobody got it, or nobody knows. */
export function maySendAgain({ kind, state }: { kind: MessageKind; state: DeliveryState }): boolean {
  return kind !== "NOTICE" && (state === "REFUSED" || state === "GIVEN_UP" || state === "UNCERTAIN");
}

export const stepWords: Record<Step, string> = {
  request: "have not requested",
  reveal: "have not revealed their code",
  redeem: "have not redeemed their code",
};

export const invitedWords: Record<Invited, string> = {
  "never-invited": "Participants who were never invited",
  "never-signed-in": "Participants who have never signed in",
  all: "All participants",
};

export const standingWords: Record<LetterStanding, string> = {
  none: "have not requested",
  pending: "wait for approval",
  waiting: "are on the waiting list",
  declined: "were declined",
  allocated: "have a code and have not revealed it",
  revealed: "have revealed their code and have not redeemed it",
  redeemed: "have redeemed their code",
  reported: "have reported that their code does not work",
};

/** An audience in words, such as "Participants who have not requested or have not revealed their code". `offers` give slugs their names. */
export function describeAudience(audience: Audience, offers: readonly { slug: string; name: string }[]): string {
  const nameOf = (slug: string) => offers.find((offer) => offer.slug === slug)?.name ?? slug;
  if (audience.kind === "INVITATION") {
    return invitedWords[audience.who];
  }
  if (audience.kind === "REMINDER") {
    const wanted = audience.wanted.map((text) => {
      const [step = "", slug] = text.split(":");
      return stepWords[step as Step] + (slug ? ` (${nameOf(slug)})` : "");
    });
    return `Participants who ${wanted.join(" or ")}`;
  }
  if (audience.by === "role") {
    return audience.role === "EVERYBODY"
      ? "Everybody on the roster"
      : `Everybody who is ${roleWords[audience.role].replace(/^./, (letter) => (/[AI]/.test(letter) ? "an " : "a ") + letter.toLowerCase())}`;
  }
  if (audience.by === "standing") {
    return `Participants who ${standingWords[audience.standing]}: ${nameOf(audience.offer)}`;
  }
  return audience.people.length === 1 ? "One person of the roster" : `${audience.people.length} people of the roster`;
}

/** Why somebody of an audience is left out. */
export type LeftOut = "reminded" | "invited" | "signed-in";

export function describeLeftOut(reason: LeftOut, gapDays: number): string {
  const texts: Record<LeftOut, string> = {
    reminded: `reminded less than ${gapDays === 1 ? "a day" : `${gapDays} days`} ago`,
    invited: "invited before",
    "signed-in": "signed in before",
  };
  return texts[reason];
}

/** Why a course sends nothing; null when it may. */
export function whyNothingIsSent({
  openedAt,
  archivedAt,
}: {
  openedAt: Date | null;
  archivedAt: Date | null;
}): string | null {
  if (archivedAt) {
    return "This course is archived, and an archived course sends nothing.";
  }
  return openedAt ? null : "This course is still being set up. Messages can be sent once it is open.";
}

/** Something that a person has still to do, as a mail says it. */
export type StepView = { step: Step; slug: string; sentence: string; label: string; path: string };

type StepOffer = {
  slug: string;
  name: string;
  amountMinor: number;
  currency: string;
  closesAt: Date;
  redeemBy: Date;
  timeZone: string;
  standing: Standing;
  expired: boolean;
};

/**
 * What somebody has still to do, offer by offer. `left` are the slugs of offers whose waiting list the person has left or whose
 * request ended otherwise: whoever decided against a code is not asked to want one. features/messages/queries.ts asks the same of
 * everybody at once; a test holds the two together.
 */
export function listSteps({
  course,
  offers,
  left,
}: {
  course: string;
  offers: readonly StepOffer[];
  left: readonly string[];
}): StepView[] {
  return offers.flatMap((offer) => {
    const step = findStep(offer, left);
    return step ? [describeStep(step, course, offer)] : [];
  });
}

function findStep({ standing, expired, slug }: StepOffer, left: readonly string[]): Step | null {
  if (expired) {
    return null;
  }
  if (standing === "open") {
    return left.includes(slug) ? null : "request";
  }
  return standing === "allocated" ? "reveal" : standing === "revealed" ? "redeem" : null;
}

function describeStep(step: Step, course: string, offer: StepOffer): StepView {
  const { slug, name, closesAt, redeemBy, timeZone } = offer;
  const ref = { course, offer: slug };
  const credit = `${name} (${formatMoney(offer)})`;
  const texts: Record<Step, Omit<StepView, "step" | "slug">> = {
    request: {
      sentence: `Request your code for ${credit} by ${formatInstant(closesAt, timeZone)}.`,
      label: "Request my code",
      path: paths.offer(ref),
    },
    reveal: {
      sentence: `Your code for ${credit} is ready. Sign in to see it, and redeem it by ${formatDay(redeemBy)}.`,
      label: "Go to my code",
      path: paths.code(ref),
    },
    redeem: {
      sentence: `Redeem your code for ${credit} by ${formatDay(redeemBy)}, and tell the portal when you have.`,
      label: "Go to my code",
      path: paths.code(ref),
    },
  };
  return { step, slug, ...texts[step] };
}

/** Whether a reminder to this person still has its reason, at the moment when it is to be sent. */
export function isStillWanted({ wanted, steps }: { wanted: readonly string[]; steps: readonly StepView[] }): boolean {
  return steps.some(({ step, slug }) => wanted.includes(step) || wanted.includes(`${step}:${slug}`));
}

export type LetterFacts = {
  name: string;
  body: string;
  course: { contactName: string; contactAddress: string };
  steps: readonly StepView[];
};
/** The parts of a mail, in their order. `body` is Markdown; the plain text part of the mail has it as it is. */
export type LetterWords = { greeting: string; body: string; steps: readonly StepView[]; closing: string };

/** What a mail to one person says: on the preview and in the mail the same. */
export function composeLetter({ name, body, course, steps }: LetterFacts): LetterWords {
  const called = name.replace(/\s+/g, " ").trim();
  return {
    greeting: called ? `Hello ${called},` : "Hello,",
    body,
    steps,
    closing: `Questions? Answer this mail, or write to ${course.contactName}, ${course.contactAddress}. Nobody of the course will ever ask for your cloud password.`,
  };
}
