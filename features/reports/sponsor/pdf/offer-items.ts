import type { Item } from "@/features/guides/pdf/flow";
import { textItems } from "@/features/guides/pdf/markdown-items";
import { tableItem } from "@/features/guides/pdf/table-item";
import { ink, size, textWidth } from "@/features/guides/pdf/theme";
import { formatDay, formatInstantShort, formatLastDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { type OfferReport, peopleNote, places, placeWords, steps, stepWords, writeShare } from "../rules";

/** So many files fit on a page with their digests; a table is never torn, so a longer list is more than one. */
const FILES = 15;

/** One offer: its dates, how far people came, where the codes are and what they are worth, and the files they came in. */
export function offerItems({
  doc,
  offer,
  timeZone,
}: {
  doc: PDFKit.PDFDocument;
  offer: OfferReport;
  timeZone: string;
}): Item[] {
  const { name, people, received, batches } = offer;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: offer.currency });
  const when = (instant: Date | null) => (instant ? formatInstantShort(instant, timeZone) : "–");
  const number = (count: number) => count.toLocaleString("en");
  const heading = (text: string, tag: "H2" | "H3") =>
    textItems({
      doc,
      width: textWidth,
      runs: [{ text, font: "bold" }],
      tag,
      fontSize: tag === "H2" ? 18 : size.heading,
      colour: tag === "H2" ? ink.accent : ink.ink,
      gap: 16,
      keep: true,
    });
  const table = (rows: readonly (readonly string[])[], shares: readonly number[]) =>
    tableItem({
      doc,
      width: textWidth,
      shares,
      rows: rows.map((row) => row.map((text) => [{ text, font: "regular" }])),
    });
  const intro = `${money(offer.amountMinor)} a code. Times are in ${timeZone.replaceAll("_", " ")}.`;
  return [
    ...heading(name, "H2"),
    ...textItems({ doc, width: textWidth, runs: [{ text: intro, font: "regular" }] }),
    table(
      [
        ["Date", "When"],
        ["Window opens", when(offer.opensAt)],
        ["Window closes", when(offer.closesAt)],
        ["Last day to redeem", formatDay(offer.redeemBy)],
        ["First code given", when(offer.firstGivenAt)],
        ["Last redemption", when(offer.lastRedeemedAt)],
      ],
      [2, 3],
    ),
    ...heading("People", "H3"),
    ...textItems({ doc, width: textWidth, runs: [{ text: peopleNote, font: "regular" }] }),
    table(
      [
        ["Step", "People", "Of those enrolled"],
        ...steps.map((step) => [stepWords[step], number(people[step]), writeShare(people[step], people.enrolled)]),
      ],
      [3, 1, 1.3],
    ),
    ...heading("Codes and what they are worth", "H3"),
    table(
      [
        ["State", "Codes", "Worth"],
        ...places.map((place) => [
          placeWords[place],
          number(offer.places[place].codes),
          money(offer.places[place].amountMinor),
        ]),
        ["Received in all", number(received.codes), money(received.amountMinor)],
      ],
      [3, 1, 1.3],
    ),
    ...heading("Codes received, by file", "H3"),
    ...(batches.length === 0
      ? textItems({ doc, width: textWidth, runs: [{ text: "No codes were received.", font: "regular" }] })
      : inParts(batches).map((part) =>
          table(
            [
              ["Received", "Codes", "Worth", "Last day", "SHA-256 of the file"],
              ...part.map(({ receivedAt, codes, amountMinor, expiresAt, digest }) => [
                when(receivedAt),
                number(codes),
                money(amountMinor),
                expiresAt ? formatLastDay(expiresAt, timeZone) : "with the offer",
                digest,
              ]),
            ],
            [2, 1.1, 1.7, 2, 3.4],
          ),
        )),
  ];
}

function inParts<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / FILES) }, (_, part) =>
    rows.slice(part * FILES, (part + 1) * FILES),
  );
}
