import iconv from "iconv-lite";
import { findSeparator, type Separator } from "./find-separator";

/** How the bytes of a file are read as a table. */
export type TextFormat = {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1250" | "windows-1251" | "macintosh";
  separator: Separator;
};

/** What a file turned out to be: how to read it and about how many lines it has, or a sentence on why it is no table. */
export type SniffedText = { ok: true; format: TextFormat; lines: number } | { ok: false; sentence: string };

const SAVE_AS_CSV = "In the program that made it, choose “Save as” or “Export”, then CSV, and upload that file.";

/** First bytes of files that people upload by mistake. */
const FOREIGN: readonly { bytes: readonly number[]; sentence: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    sentence: `This is a zip archive, not a CSV file. ${SAVE_AS_CSV}`,
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], sentence: `This is an old Excel file, not a CSV file. ${SAVE_AS_CSV}` },
  { bytes: [0x89, 0x50, 0x4e, 0x47], sentence: `This is a PNG image, not a CSV file. ${SAVE_AS_CSV}` },
  { bytes: [0xff, 0xd8, 0xff], sentence: `This is a JPEG image, not a CSV file. ${SAVE_AS_CSV}` },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    sentence: "This is a PDF, not a CSV file. Ask whoever made it for the table itself, as CSV.",
  },
  { bytes: [0x1f, 0x8b], sentence: "This file is compressed. Unpack it first, and upload the CSV file that is in it." },
  {
    bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    sentence: `This is a formatted document (RTF), not a CSV file. ${SAVE_AS_CSV}`,
  },
];

const NO_TEXT = `This is not a text file, so it cannot be read as a table. ${SAVE_AS_CSV}`;
const WEB_PAGE =
  "This is a web page, not a CSV file: the download may have wanted you to sign in first. Download it again, then upload that file.";
const EMPTY = "There is nothing in it: the file or the pasted text is empty. Choose another one.";

/** Whether a file begins as zip archives do, and with them the workbooks of Excel. */
export function isZip(head: Uint8Array): boolean {
  return startsWith(head, FOREIGN[0]?.bytes ?? []);
}

/** How much of the beginning of a file is looked at for its separator and its columns. */
const HEAD = 64 * 1024;

/**
 * Looks at the bytes of a file while they pass, and holds no more of them than its beginning. The encoding is known by its byte order mark,
 * as UTF-16 where every other byte is zero, as UTF-8, and otherwise as Windows-1252, which Excel writes. Refuses, with a sentence, what is
 * no text: images, archives, web pages. The same bytes always give the same answer, in whatever pieces they come.
 */
export function createSniffer() {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const pieces: Buffer[] = [];
  let held = 0;
  let size = 0;
  let isUtf8 = true;
  let feeds = 0;
  let returns = 0;
  const decode = (bytes?: Buffer) => {
    try {
      utf8.decode(bytes, { stream: bytes !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  return {
    add(bytes: Buffer): void {
      size += bytes.length;
      if (held < HEAD) {
        const piece = Buffer.from(bytes.subarray(0, HEAD - held));
        pieces.push(piece);
        held += piece.length;
      }
      if (isUtf8) decode(bytes);
      feeds += count(bytes, 0x0a);
      returns += count(bytes, 0x0d);
    },
    finish(): SniffedText {
      if (isUtf8) decode();
      const head = Buffer.concat(pieces);
      const foreign = FOREIGN.find((kind) => startsWith(head, kind.bytes));
      if (foreign) return { ok: false, sentence: foreign.sentence };
      const encoding = findEncoding({ head, isEven: size % 2 === 0, isUtf8 });
      const text = iconv.decode(head, encoding);
      const refusal = refuseText(text, size > head.length);
      if (refusal) return { ok: false, sentence: refusal };
      const format = { encoding, separator: findSeparator(text) ?? "," };
      return { ok: true, format, lines: Math.max(feeds, returns) + 1 };
    },
  };
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}

function refuseText(text: string, hasMore: boolean): string | null {
  if (isMostlyControls(text)) return NO_TEXT;
  if (/^\s*<(!doctype html|html)[\s>]/i.test(text.slice(0, 500))) return WEB_PAGE;
  return text.trim() === "" && !hasMore ? EMPTY : null;
}

function findEncoding({
  head,
  isEven,
  isUtf8,
}: {
  head: Buffer;
  isEven: boolean;
  isUtf8: boolean;
}): TextFormat["encoding"] {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return "utf-8";
  if (startsWith(head, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(head, [0xfe, 0xff])) return "utf-16be";
  return (isEven ? guessUtf16(head) : null) ?? (isUtf8 ? "utf-8" : "windows-1252");
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Western text in UTF-16 without its mark has a zero in every other byte: behind the letter (LE) or before it (BE). */
function guessUtf16(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 2048);
  const pairs = Math.floor(sample.length / 2);
  if (pairs === 0) {
    return null;
  }
  let first = 0;
  let second = 0;
  for (let index = 0; index < pairs; index += 1) {
    first += sample[2 * index] === 0 ? 1 : 0;
    second += sample[2 * index + 1] === 0 ? 1 : 0;
  }
  if (second > pairs * 0.7 && first < pairs * 0.1) {
    return "utf-16le";
  }
  return first > pairs * 0.7 && second < pairs * 0.1 ? "utf-16be" : null;
}

/** A stray NUL in a table is one bad line; a file with one in ten is no table. */
function isMostlyControls(text: string): boolean {
  const sample = text.slice(0, 4096);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return controls > sample.length * 0.1;
}
