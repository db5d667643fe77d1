/** One field of a form as it comes in. `fileName` is null for a text field, and empty for a file field that was left alone. */
export type FormPart = { name: string; fileName: string | null; bytes: AsyncIterable<Buffer> };

/** Thrown when what comes in is no form, or breaks off. */
export class BrokenForm extends Error {
  override name = "BrokenForm";
}

/** Thrown when more comes in than any form needs. */
export class OversizedForm extends BrokenForm {
  override name = "OversizedForm";
}

const MOST_HEAD = 16 * 1024;
/** The forms that come this way have a file and a few fields. */
const MOST_FIELDS = 50;
/** What is beyond a file's own limit is passed over, so that the browser gets to see why; not for ever. In bytes. */
export const LARGEST_FORM = 1024 * 1024 * 1024;
const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * Reads a form (multipart/form-data, RFC 7578) field by field while it comes in, holding no more of it than a piece at a time. The bytes of a
 * field are to be read before the next field is asked for; what is left of them is passed over. Throws `BrokenForm`, also for more than 50
 * fields and for a field's head of more than 16 kB; `OversizedForm` for more than `most` bytes altogether.
 */
export async function* readMultipart({
  body,
  contentType,
  most = LARGEST_FORM,
}: {
  body: AsyncIterable<Uint8Array>;
  contentType: string;
  most?: number;
}): AsyncGenerator<FormPart> {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) {
    throw new BrokenForm("no boundary");
  }
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line end before it.
  const held = holdBytes({ body, first: Buffer.from("\r\n"), most });
  for await (const _ of readUntil(held, delimiter)) {
    // A preamble, which nobody reads.
  }
  for (let fields = 1; await opensPart(held); fields += 1) {
    if (fields > MOST_FIELDS) throw new BrokenForm("more fields than any form has");
    const { name, fileName } = readHead((await readWhole(held, HEAD_END)).toString("utf8"));
    const bytes = readUntil(held, delimiter);
    yield { name, fileName, bytes };
    for await (const _ of bytes) {
      // What nobody wanted of it.
    }
  }
}

type Held = { bytes: Buffer; fill: () => Promise<void> };

function holdBytes({ body, first, most }: { body: AsyncIterable<Uint8Array>; first: Buffer; most: number }): Held {
  const source = body[Symbol.asyncIterator]();
  let size = 0;
  const held: Held = {
    bytes: first,
    async fill() {
      const { value, done } = await source.next();
      if (done) throw new BrokenForm("the form broke off");
      size += value.length;
      if (size > most) throw new OversizedForm("more than any form needs");
      held.bytes = Buffer.concat([held.bytes, value]);
    },
  };
  return held;
}

/** The bytes before the next `end`, which is taken away. A second reading finds nothing more. */
async function* readUntil(held: Held, end: Buffer): AsyncGenerator<Buffer> {
  for (;;) {
    const at = held.bytes.indexOf(end);
    if (at >= 0) {
      const last = held.bytes.subarray(0, at);
      held.bytes = held.bytes.subarray(at + end.length);
      if (last.length > 0) yield last;
      return;
    }
    const certain = held.bytes.length - end.length;
    if (certain > 0) {
      const piece = held.bytes.subarray(0, certain);
      held.bytes = held.bytes.subarray(certain);
      yield piece;
    }
    await held.fill();
  }
}

async function readWhole(held: Held, end: Buffer): Promise<Buffer> {
  while (held.bytes.indexOf(end) < 0) {
    if (held.bytes.length > MOST_HEAD) throw new BrokenForm("a field without an end of its head");
    await held.fill();
  }
  const at = held.bytes.indexOf(end);
  if (at > MOST_HEAD) throw new BrokenForm("a field with too long a head");
  const whole = held.bytes.subarray(0, at);
  held.bytes = held.bytes.subarray(at + end.length);
  return whole;
}

/** After a delimiter stands a line end and another field, or two dashes and nothing. The line end stays for the head. */
async function opensPart(held: Held): Promise<boolean> {
  while (held.bytes.length < 2) await held.fill();
  return held.bytes.subarray(0, 2).toString("latin1") === "\r\n";
}

function readHead(head: string): { name: string; fileName: string | null } {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
  const read = (key: string) => {
    const value = new RegExp(`[;\\s]${key}="([^"]*)"`, "i").exec(disposition)?.[1];
    // Browsers write a quotation mark and line ends in a name as %22, %0D and %0A, and leave every other % as it is.
    return value?.replace(/%22/g, '"').replace(/%0[ad]/gi, "");
  };
  const name = read("name");
  if (name === undefined) throw new BrokenForm("a field without a name");
  return { name, fileName: read("filename") ?? null };
}
