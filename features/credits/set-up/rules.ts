import { formatDay, formatInstant, toInstantInput } from "@/lib/dates";
import { paths } from "@/lib/paths";

/** A course on its way to being opened. Days are midnight UTC. */
export type SetUpCourse = {
  slug: string;
  timeZone: string;
  startsOn: Date;
  endsOn: Date;
  openedAt: Date | null;
  archivedAt: Date | null;
};

/** One of its offers with its pool. `available` and `allocated` are numbers of codes. */
type StockedOffer = { slug: string; name: string; available: number; allocated: number };

/** The same with its dates. */
export type SetUpOffer = StockedOffer & {
  opensAt: Date;
  closesAt: Date;
  redeemBy: Date;
  /** The end of that day, in the course's zone. */
  expiresAt: Date;
  amountMinor: number;
  currency: string;
  policy: "AUTOMATIC" | "BY_APPROVAL";
  acknowledgement: string;
  /** Codes of the pool whose batch expires before the offer does, by the instant from which they are not handed out; soonest first. */
  early: readonly { expiresAt: Date; codes: number }[];
};

type Facts = {
  course: SetUpCourse;
  offers: readonly StockedOffer[];
  size: { PARTICIPANT: number; INSTRUCTOR: number };
};

/** A step of setting up a course; `href` and `action` lead to where it is done, or done again. No action: another step comes first. */
export type SetUpStep = {
  key: "course" | "offer" | "codes" | "roster" | "open";
  title: string;
  text: string;
  done: boolean;
  href: string;
  action: string | null;
};

/**
 * The steps of setting up a course, in order, each done or not by what is there: nothing is remembered, so that anybody can leave at any
 * step, do one elsewhere, and come back.
 */
export function listSetUpSteps({ course, offers, size }: Facts): SetUpStep[] {
  const [first] = offers;
  const empty = offers.find((offer) => offer.available + offer.allocated === 0);
  const codes = offers.reduce((sum, offer) => sum + offer.available + offer.allocated, 0);
  const target = empty ?? first;
  return [
    {
      key: "course",
      title: "The course",
      text: `${formatDay(course.startsOn)} to ${formatDay(course.endsOn)}, ${course.timeZone.replaceAll("_", " ")}`,
      done: true,
      href: paths.editCourse(course.slug),
      action: "Change the course",
    },
    {
      key: "offer",
      title: "An offer",
      text: first
        ? offers.map(({ name }) => name).join(", ")
        : "Which credit the course gives, from when to when, and how it is acknowledged.",
      done: first !== undefined,
      href: paths.newOffer(course.slug),
      action: first ? "Make another offer" : "Make an offer",
    },
    {
      key: "codes",
      title: "Codes",
      text: writeCodes({ codes, offers, empty }),
      done: first !== undefined && !empty,
      href: target ? paths.codesImport({ course: course.slug, offer: target.slug }) : paths.newOffer(course.slug),
      action: target ? (empty ? "Import codes" : "Import more codes") : null,
    },
    {
      key: "roster",
      title: "The roster",
      text:
        size.PARTICIPANT > 0
          ? `${count(size.PARTICIPANT, "participant", "participants")}, ${size.INSTRUCTOR === 0 ? "no instructor yet" : count(size.INSTRUCTOR, "instructor", "instructors")}`
          : "Who may request a code, and who looks after the course.",
      done: size.PARTICIPANT > 0,
      href: size.PARTICIPANT > 0 ? paths.roster(course.slug) : paths.rosterImport(course.slug),
      action: size.PARTICIPANT > 0 ? "See the roster" : "Import a roster",
    },
    {
      key: "open",
      title: "Look it over and open",
      text: "Until then participants do not see the course.",
      done: course.openedAt !== null,
      href: paths.openCourse(course.slug),
      action: "Look it over",
    },
  ];
}

function writeCodes({
  codes,
  offers,
  empty,
}: {
  codes: number;
  offers: Facts["offers"];
  empty?: StockedOffer;
}): string {
  if (offers.length === 0) {
    return "They follow the offer that they belong to.";
  }
  return empty ? `${empty.name} has no codes yet.` : count(codes, "code", "codes");
}

/** How far an offer's codes go for the participants of the course. `isShort` when somebody may go without. */
export function judgeCapacity(
  offer: Pick<StockedOffer, "available" | "allocated">,
  participants: number,
): { isShort: boolean; sentence: string } {
  const codes = offer.available + offer.allocated;
  const forWhom = `${count(codes, "code", "codes")} for ${count(participants, "participant", "participants")}`;
  if (codes >= participants) {
    const spare = codes - participants;
    const more = spare === 0 ? "one for each" : `one for each and ${spare.toLocaleString("en")} to spare`;
    return { isShort: false, sentence: participants === 0 ? `${forWhom}.` : `${forWhom}: ${more}.` };
  }
  const missing = (participants - codes).toLocaleString("en");
  const last =
    codes === 0 ? "everybody who asks goes on the waiting list" : "whoever asks last goes on the waiting list";
  return { isShort: true, sentence: `${forWhom}: ${missing} too few. If all ask, ${last} until more are imported.` };
}

/**
 * What is odd about the dates of an offer and its course, a sentence for each. The forms refuse what cannot be; this is what can be and is
 * probably not meant. `now` is the database's.
 */
export function findOddDates(offer: SetUpOffer, course: SetUpCourse, now: Date): string[] {
  const { timeZone } = course;
  const odd: string[] = [];
  const closes = formatInstant(offer.closesAt, timeZone);
  if (offer.expiresAt <= now) {
    odd.push(`Its last day to redeem, ${formatDay(offer.redeemBy)}, is over: nobody gets a code.`);
  } else if (offer.closesAt <= now) {
    odd.push(`Its window is over since ${closes}: nobody can request a code.`);
  }
  if (offer.redeemBy < startOfDay(offer.closesAt)) {
    odd.push(`Requests are open until ${closes}, but codes can be redeemed until ${formatDay(offer.redeemBy)} only.`);
  }
  if (startOfDay(offer.opensAt) > course.endsOn) {
    odd.push(`Requests open on ${formatInstant(offer.opensAt, timeZone)}, after the course’s last day.`);
  }
  return [
    ...odd,
    ...offer.early.filter(({ expiresAt }) => expiresAt > now).map((batch) => tellEarly(batch, offer, timeZone)),
  ];
}

/** Codes of a file with a last day of its own. Its instant is the end of that day. */
function tellEarly(
  { expiresAt, codes }: { expiresAt: Date; codes: number },
  { closesAt, redeemBy }: SetUpOffer,
  timeZone: string,
): string {
  const lastDay = new Date(toInstantInput(new Date(expiresAt.getTime() - 1), timeZone).slice(0, 10));
  const those = `${count(codes, "code", "codes")} of the pool can be redeemed until ${formatDay(lastDay)} only`;
  return expiresAt < closesAt
    ? `${those}, and ${codes === 1 ? "is" : "are"} not handed out any more after that day, although requests are open until ${formatInstant(closesAt, timeZone)}.`
    : `${those}, which is before the offer’s last day, ${formatDay(redeemBy)}.`;
}

/** The same for the course by itself. */
export function findOddCourseDates({ endsOn }: Pick<SetUpCourse, "endsOn">, now: Date): string[] {
  return endsOn < startOfDay(now) ? [`The course’s last day, ${formatDay(endsOn)}, is over.`] : [];
}

function startOfDay(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
