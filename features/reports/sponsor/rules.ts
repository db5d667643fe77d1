import { toInstantInput } from "@/lib/dates";
import { minorDigits } from "@/lib/money";

/** Where the codes of an offer are. Each code that was received is in exactly one of these. */
export const places = ["unused", "given", "revealed", "redeemed", "reported", "quarantined"] as const;
export type Place = (typeof places)[number];

export const placeWords: Record<Place, string> = {
  unused: "Unused",
  given: "Given, not revealed",
  revealed: "Revealed, not redeemed",
  redeemed: "Redeemed",
  reported: "Reported as not working",
  quarantined: "Replaced or revoked",
};

/** How far people came with an offer; each step counts those who came at least so far. */
export const steps = ["enrolled", "requested", "given", "revealed", "redeemed", "acknowledged"] as const;
export type Step = (typeof steps)[number];

/** The dashboard counts otherwise: who is enrolled now, with the code that they hold now. */
export const peopleNote = "Who has left the course since counts as far as they came.";

export const stepWords: Record<Step, string> = {
  enrolled: "Enrolled as participants",
  requested: "Requested a code",
  given: "Were given a code",
  revealed: "Revealed it",
  redeemed: "Said that they redeemed it",
  acknowledged: "Promised to acknowledge the sponsor",
};

/** Codes with what they are worth together, in the minor unit of the offer's currency. */
export type Sum = { codes: number; amountMinor: number };

/** A file of codes as it came in. Its name is left out: it may be somebody's. */
export type BatchReport = Sum & { id: string; receivedAt: Date; digest: string; expiresAt: Date | null };

/** What a sponsor may know of an offer: counts, dates and sums, and nobody's name. */
export type OfferReport = {
  slug: string;
  name: string;
  provider: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  /** Last day, inclusive. */
  redeemBy: Date;
  firstGivenAt: Date | null;
  lastRedeemedAt: Date | null;
  received: Sum;
  places: Record<Place, Sum>;
  people: Record<Step, number>;
  batches: BatchReport[];
};

export type SponsorReport = {
  course: { title: string; term: string; timeZone: string; startsOn: Date; endsOn: Date };
  /** When the counts were taken. */
  at: Date;
  offers: OfferReport[];
};

/** A share of a whole as "62 %"; nothing of nothing is a dash. */
export function writeShare(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)} %` : "–";
}

/** The report as lines for a file: offer, part, line, value and unit. */
export function writeReportLines({ course, at, offers }: SponsorReport): string[][] {
  const instant = (value: Date | null) => (value ? toInstantInput(value, course.timeZone).replace("T", " ") : "");
  const day = (value: Date) => value.toISOString().slice(0, 10);
  const lastDay = (end: Date) => toInstantInput(new Date(end.getTime() - 1), course.timeZone).slice(0, 10);
  const head = [
    ["", "Course", "Title", course.title, ""],
    ["", "Course", "Term", course.term, ""],
    ["", "Course", "First day", day(course.startsOn), ""],
    ["", "Course", "Last day", day(course.endsOn), ""],
    ["", "Course", "Counted", instant(at), course.timeZone],
  ];
  const lines = offers.flatMap((offer) => {
    const worth = ({ amountMinor }: { amountMinor: number }) => writeAmount(amountMinor, offer.currency);
    return [
      ["Offer", "Provider", offer.provider, ""],
      ["Offer", "Amount", worth(offer), offer.currency],
      ["Offer", "Window opens", instant(offer.opensAt), course.timeZone],
      ["Offer", "Window closes", instant(offer.closesAt), course.timeZone],
      ["Offer", "Last day to redeem", day(offer.redeemBy), course.timeZone],
      ["Offer", "First code given", instant(offer.firstGivenAt), course.timeZone],
      ["Offer", "Last redemption", instant(offer.lastRedeemedAt), course.timeZone],
      ...steps.map((step) => ["People", stepWords[step], String(offer.people[step]), "people"]),
      ["Codes", "Received", String(offer.received.codes), "codes"],
      ...places.map((place) => ["Codes", placeWords[place], String(offer.places[place].codes), "codes"]),
      ["Worth", "Received", worth(offer.received), offer.currency],
      ...places.map((place) => ["Worth", placeWords[place], worth(offer.places[place]), offer.currency]),
      ...offer.batches.flatMap((batch, index) => [
        [`Batch ${index + 1}`, "Received", instant(batch.receivedAt), course.timeZone],
        [`Batch ${index + 1}`, "SHA-256 of the file", batch.digest, ""],
        [`Batch ${index + 1}`, "Codes", String(batch.codes), "codes"],
        [`Batch ${index + 1}`, "Worth", worth(batch), offer.currency],
        [
          `Batch ${index + 1}`,
          "Last day to redeem",
          batch.expiresAt ? lastDay(batch.expiresAt) : day(offer.redeemBy),
          course.timeZone,
        ],
      ]),
    ].map((line) => [offer.name, ...line]);
  });
  return [...head, ...lines];
}

/** An amount in minor units as a plain number, "25.50". */
function writeAmount(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}
