import iconv from "iconv-lite";

/** Text of a file and how it was read, or a sentence on why it is none. */
export type DecodedText = { ok: true; text: string; encoding: string } | { ok: false; sentence: string };

const SAVE_AS_CSV = "In the program that made it, choose “Save as” or “Export”, then CSV, and upload that file.";

/** First bytes of files that people upload by mistake. */
const FOREIGN: readonly { bytes: readonly number[]; sentence: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    sentence: `This is an Excel file or another zip archive, not a CSV file. ${SAVE_AS_CSV}`,
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

/**
 * Reads the bytes of a CSV file as text: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8, and
 * otherwise as Windows-1252, which Excel writes. Refuses, with a sentence, what is no text: images, Excel files, archives.
 * The byte order mark is not part of the text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const foreign = FOREIGN.find((kind) => kind.bytes.every((byte, index) => bytes[index] === byte));
  if (foreign) {
    return { ok: false, sentence: foreign.sentence };
  }
  const { text, encoding } = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (isMostlyControls(text)) {
    return { ok: false, sentence: NO_TEXT };
  }
  if (/^\s*<(!doctype html|html)[\s>]/i.test(text.slice(0, 500))) {
    return { ok: false, sentence: WEB_PAGE };
  }
  return { ok: true, text, encoding };
}

function decode(bytes: Buffer): { text: string; encoding: string } {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
    return { text: bytes.subarray(3).toString("utf8"), encoding: "UTF-8" };
  }
  if (startsWith(bytes, 0xff, 0xfe)) {
    return { text: iconv.decode(bytes.subarray(2), "utf-16le"), encoding: "UTF-16" };
  }
  if (startsWith(bytes, 0xfe, 0xff)) {
    return { text: iconv.decode(bytes.subarray(2), "utf-16be"), encoding: "UTF-16" };
  }
  const sixteen = guessUtf16(bytes);
  if (sixteen) {
    return { text: iconv.decode(bytes, sixteen), encoding: "UTF-16" };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: iconv.decode(bytes, "windows-1252"), encoding: "Windows-1252" };
  }
}

function startsWith(bytes: Buffer, ...start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Western text in UTF-16 without its mark has a zero in every other byte: behind the letter (LE) or before it (BE). */
function guessUtf16(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 2048);
  const pairs = Math.floor(sample.length / 2);
  if (pairs === 0 || bytes.length % 2 !== 0) {
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
