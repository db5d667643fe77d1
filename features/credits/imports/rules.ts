import { countColumns, plainName } from "@/features/courses/imports/rules";
import { parseAmount } from "@/features/offers/rules";
import { currencySigns, formatMoney } from "@/lib/money";
import { readDay } from "@/lib/tables/read-day";
import type { TableLine } from "@/lib/tables/read-lines";
import { findSpreadsheetError } from "@/lib/tables/spreadsheet-errors";

/** The longest code that a line may hold, in characters. */
export const LONGEST_CODE = 256;

/**
 * The form of a code that its fingerprint is made of (T22): compatibility characters made plain (NFKC), without spaces, dashes and invisible
 * characters, in capitals. So the same code is recognised however somebody typed or pasted it. Two codes that differ only in these would
 * count as one, which loses a code and never gives one away twice. The code itself is stored as `readCode` reads it.
 */
export function normaliseCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Z}\s\p{Pd}\p{C}]/gu, "")
    .toUpperCase();
}

/**
 * Reads a cell as a code: trimmed, with compatibility characters such as full-width letters made plain. Refuses what cannot be one: nothing,
 * more than `LONGEST_CODE` characters, what a spreadsheet writes where a formula failed, a space inside, control and invisible characters, and
 * letters that only look like plain ones.
 */
export function readCode(cell: string): { ok: true; code: string } | { ok: false; problem: string } {
  const code = cell.normalize("NFKC").trim();
  if (code === "") {
    return refuse("There is no code on this line.");
  }
  const failed = findSpreadsheetError(cell);
  if (failed?.startsWith("##")) {
    return refuse("#### is what a spreadsheet shows where a column is too narrow. Widen it, and save the file again.");
  }
  if (failed) {
    return refuse(`${failed} is what Excel writes where a formula failed. Look the code up in the sheet it came from.`);
  }
  if (code.length > LONGEST_CODE) {
    return refuse(`A code has at most ${LONGEST_CODE} characters; this has ${code.length.toLocaleString("en")}.`);
  }
  if (/[\p{Cc}\p{Cf}]/u.test(code)) {
    return refuse("There is a control character or another invisible character in it.");
  }
  if (/\s/.test(code)) {
    return refuse("There is a space inside. A code is one word; put other things into columns of their own.");
  }
  if (!/^[\u0021-\u007e]+$/.test(code)) {
    return refuse(
      "There is a letter in it that is not one of A to Z. It may only look like one, or the file was saved in a wrong encoding.",
    );
  }
  return normaliseCode(code) === "" ? refuse("There are only dashes on this line.") : { ok: true, code };
}

function refuse(problem: string) {
  return { ok: false, problem } as const;
}

/**
 * Where a file keeps what; -1 for a column that it does not have. `header` when a line names the columns: the first one, behind `skip` others, such
 * as the title of a sheet.
 */
export type CodeColumns = {
  header: boolean;
  skip: number;
  code: number;
  amount: number;
  expiry: number;
  link: number;
};

/** The names of columns that are understood, in the spelling that `plainName` makes of them. */
const NAMES: Record<"code" | "amount" | "expiry" | "link", readonly string[]> = {
  code: [
    ...["code", "codes", "creditcode", "creditcodes", "promocode", "promocodes", "promotioncode", "promotionalcode"],
    ...[
      "promotionalcredit",
      "couponcode",
      "coupon",
      "voucher",
      "vouchercode",
      "claimcode",
      "redemptioncode",
      "accesscode",
    ],
    ...["gutscheincode", "gutscheincodes", "gutschein", "aktionscode", "guthabencode", "codepromo", "codepromotionnel"],
    ...["codigo", "codigopromocional", "cupon", "cupom", "codice", "codicepromozionale", "buono", "kortingscode"],
    ...["tegoedcode", "waardeboncode"],
  ],
  amount: [
    "amount",
    "value",
    "credit",
    "creditamount",
    "creditvalue",
    "amountusd",
    "valueusd",
    "facevalue",
    ...["betrag", "wert", "guthaben", "montant", "valeur", "importe", "monto", "importo", "valore", "valor"],
    ...["bedrag", "waarde"],
  ],
  expiry: [
    ...["expiry", "expires", "expireson", "expiresat", "expiration", "expirationdate", "expirydate", "validuntil"],
    ...["validto", "redeemby", "enddate", "gultigbis", "gueltigbis", "einlosbarbis", "ablaufdatum", "verfallsdatum"],
    ...["valablejusquau", "dateexpiration", "datedexpiration", "validohasta", "fechadecaducidad", "scadenza"],
    ...["validofinoal", "validade", "validoate", "geldigtot", "vervaldatum"],
  ],
  link: [
    "link",
    "url",
    "redemptionlink",
    "redemptionurl",
    "redeemlink",
    "redeemurl",
    "couponlink",
    "couponurl",
    "claimlink",
  ],
};

/**
 * Finds the columns: by their names in the first line, or in one of the next where a title stands above them, or the only column there is. Null
 * where several columns have no such name, because a wrong guess would hand out order numbers. A file that has links and no codes is a
 * file of links: a link is what is handed out then.
 */
export function findCodeColumns(lines: readonly TableLine[]): CodeColumns | null {
  for (const [skip, { cells }] of lines.slice(0, MOST_SKIPPED + 1).entries()) {
    const { code, amount, expiry, link } = findByName(cells);
    // Behind the first line a single word may be anything; a title of columns names two.
    if (skip > 0 && [code, amount, expiry, link].filter((column) => column >= 0).length < 2) continue;
    if (code >= 0) return { header: true, skip, code, amount, expiry, link };
    if (link >= 0) return { header: true, skip, code: link, amount, expiry, link: -1 };
  }
  const filled = Array.from({ length: countColumns(lines) }, (_, index) => index).filter((index) =>
    lines.some(({ cells }) => (cells[index] ?? "") !== ""),
  );
  const [only, ...more] = filled;
  return only !== undefined && more.length === 0
    ? { header: false, skip: 0, code: only, amount: -1, expiry: -1, link: -1 }
    : null;
}

/** Lines that may stand above the names of the columns. */
export const MOST_SKIPPED = 5;

function findByName(cells: readonly string[]) {
  const names = cells.map(plainName);
  const find = (key: keyof typeof NAMES) => names.findIndex((name) => NAMES[key].includes(name));
  return { code: find("code"), amount: find("amount"), expiry: find("expiry"), link: find("link") };
}

/** What a form shows first where the columns were not recognised: the names of the first line that has some, as far as they mean something. */
export function guessCodeColumns(lines: readonly TableLine[]): CodeColumns {
  const found = lines.slice(0, MOST_SKIPPED + 1).findIndex(({ cells }) => {
    const { amount, expiry } = findByName(cells);
    return amount >= 0 || expiry >= 0;
  });
  const skip = Math.max(0, found);
  const { amount, expiry } = findByName(lines[skip]?.cells ?? []);
  return { header: found >= 0, skip, code: -1, amount, expiry, link: -1 };
}

/** A code that a line holds, with what the sponsor says of it: an amount in minor units, a last day ("2027-04-30"), a link. */
export type ReadCodeRow =
  | { ok: true; code: string; amountMinor: number | null; expiresOn: string | null; link: string | null }
  | { ok: false; problem: string };

/**
 * Reads a line of a file of codes. The problem names what is wrong and never quotes the line, which may be a code in a wrong column.
 * `amountMinor` is null where the amount is that of the offer.
 */
export function readCodeRow(
  cells: readonly string[],
  columns: CodeColumns,
  offer: { amountMinor: number; currency: string },
): ReadCodeRow {
  const cell = (column: number) => (column >= 0 ? (cells[column] ?? "") : "");
  const read = readCode(cell(columns.code));
  if (!read.ok) return read;
  const amount = readAmount(cell(columns.amount), offer.currency);
  if (!amount.ok) return amount;
  const day = cell(columns.expiry) === "" ? null : readDay(cell(columns.expiry));
  if (day === "ambiguous") {
    return refuse("The last day may be one of two days. Write it as year-month-day, such as 2027-04-30.");
  }
  if (day === null && cell(columns.expiry) !== "") {
    return refuse("The last day cannot be read. Write it as year-month-day, such as 2027-04-30.");
  }
  const link = cell(columns.link);
  if (link !== "" && !isLink(link)) {
    return refuse("The link is none. It begins with https:// and has no space in it.");
  }
  const amountMinor = amount.value === offer.amountMinor ? null : amount.value;
  return { ok: true, code: read.code, amountMinor, expiresOn: day, link: link === "" ? null : link };
}

/** An amount, also with the sign or the code of the offer's own currency: "$100", "USD 100". Another currency is no amount here. */
function readAmount(
  text: string,
  currency: string,
): { ok: true; value: number | null } | { ok: false; problem: string } {
  if (text === "") return { ok: true, value: null };
  const marks = [currency, ...currencySigns(currency)];
  const mark = marks.find((one) => text.toUpperCase().startsWith(one) || text.toUpperCase().endsWith(one));
  const parsed = parseAmount(
    text
      .toUpperCase()
      .replace(mark ?? "", "")
      .trim(),
    currency,
  );
  return parsed.ok ? parsed : refuse(NO_AMOUNT);
}

const NO_AMOUNT =
  "The amount cannot be read. Write it in digits, such as 100 or 99.50, without separators between thousands.";
const LONGEST_LINK = 2_000;

function isLink(text: string): boolean {
  return text.length <= LONGEST_LINK && /^https?:\/\/[\u0021-\u007e]+$/.test(text) && URL.canParse(text);
}

/** What becomes of the lines of a file of codes. Only `new` ones come in. */
export const codeStatuses = ["NEW", "REPEATED", "HERE", "ELSEWHERE", "EXPIRED", "MALFORMED"] as const;
export type CodeStatus = (typeof codeStatuses)[number];

/** The words for them. */
export const codeStatusWords: Record<CodeStatus, string> = {
  NEW: "New",
  REPEATED: "Duplicate in the file",
  HERE: "Already here",
  ELSEWHERE: "In another pool",
  EXPIRED: "Expired",
  MALFORMED: "Malformed",
};

/** Why a line does not come in. */
export function remarkOnCode({
  status,
  problem,
  firstLine,
}: {
  status: CodeStatus;
  problem: string | null;
  firstLine: number | null;
}): string {
  switch (status) {
    case "NEW":
      return "";
    case "REPEATED":
      return `The same code as on line ${firstLine}.`;
    case "HERE":
      return "This offer has it already.";
    case "ELSEWHERE":
      return "Another offer has it. A code can be given only once, so it stays there.";
    case "EXPIRED":
      return "Its last day is over.";
    case "MALFORMED":
      return problem ?? "";
  }
}

/** What may be said of a code without showing it. */
export function describeCode({ length, tail }: { length: number; tail: string }): string {
  if (length === 0) {
    return "–";
  }
  return tail === "" ? `${length} characters` : `${length} characters, the last two are ${tail}`;
}

/** Asks whether new codes are to be spares. It names them: the last number above the box is that of the duplicates, which "them" would mean. */
export function askAside(found: number): string {
  return found === 1
    ? "Keep this code aside as a spare"
    : `Keep these ${found.toLocaleString("en")} codes aside as spares`;
}

/** The first line of the report that is downloaded. */
export const CODES_HEAD = ["Line", "Result", "Why", "Code", "Amount", "Last day"];

/** A line of it. */
export function writeCodeReport(
  line: Parameters<typeof remarkOnCode>[0] &
    Parameters<typeof describeCode>[0] & { line: number; amountMinor: number | null; expiresOn: Date | null },
  currency: string,
): string[] {
  return [
    String(line.line),
    codeStatusWords[line.status],
    remarkOnCode(line),
    line.length > 0 ? describeCode(line) : "",
    line.amountMinor === null ? "" : formatMoney({ amountMinor: line.amountMinor, currency }),
    line.expiresOn?.toISOString().slice(0, 10) ?? "",
  ];
}
