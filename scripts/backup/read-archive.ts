import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Entry, extract } from "tar-stream";
import { SetupProblem } from "@/scripts/setup-problem";
import { sha256, startDigest } from "@/server/crypto";
import {
  FORMAT,
  HEADER,
  type Header,
  headerSchema,
  MANIFEST,
  type Manifest,
  manifestSchema,
  readChunkName,
} from "./format";

/** Hears what stands in a file, in its order: the header, then each table's bytes piece by piece, and when a table is over. */
export interface Reader {
  header?(header: Header): Promise<void>;
  piece?(table: Header["tables"][number], bytes: Buffer): Promise<void>;
}

/** Larger than any that a backup writes. */
const LARGEST_ENTRY = 64 * 1024 * 1024;

/**
 * Reads a backup from beginning to end and holds it to its own manifest. Throws a SetupProblem, in a sentence, for a file that is torn, was
 * changed, is none of ours or comes from a newer portal; what the reader has heard until then is not to be trusted. Holds one entry at a time.
 */
export async function readArchive({
  file,
  reader = {},
}: {
  file: string;
  reader?: Reader;
}): Promise<{ header: Header; manifest: Manifest }> {
  const unpack = extract();
  const feeding = pipeline(createReadStream(file), createGunzip(), unpack);
  feeding.catch(() => undefined);
  const state = startChecking(reader);
  try {
    for await (const entry of unpack) await state.take(entry);
    await feeding;
  } catch (error) {
    throw describeReadFailure(error, file);
  }
  return state.end(file);
}

type Counted = { rows: number; bytes: number; digest: ReturnType<typeof startDigest> };

function startChecking(reader: Reader) {
  let header: Header | undefined;
  let headerDigest = "";
  let manifest: Manifest | undefined;
  const counted = new Map<string, Counted>();

  async function takePiece(name: string, bytes: Buffer): Promise<void> {
    const table = header?.tables.find((one) => one.name === readChunkName(name));
    if (!table || manifest) throw new Changed();
    const sum = counted.get(table.name) ?? { rows: 0, bytes: 0, digest: startDigest() };
    counted.set(table.name, sum);
    sum.digest.update(bytes);
    sum.bytes += bytes.length;
    await reader.piece?.(table, bytes);
  }

  return {
    async take(entry: Entry): Promise<void> {
      const { name } = entry.header;
      const bytes = await readWhole(entry);
      if (!header) {
        if (name !== HEADER) throw new NotOurs();
        headerDigest = sha256(bytes);
        header = parseHeader(bytes);
        await reader.header?.(header);
      } else if (name === MANIFEST) {
        manifest = manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
      } else {
        await takePiece(name, bytes);
      }
    },
    end(file: string): { header: Header; manifest: Manifest } {
      if (!header) throw new SetupProblem(`${file} is no backup of Bursar.`);
      if (!manifest) throw new SetupProblem(torn(file));
      const { tables } = manifest;
      const isWhole =
        manifest.header === headerDigest &&
        header.tables.length === Object.keys(tables).length &&
        header.tables.every(({ name }) => {
          const [said, found] = [tables[name], counted.get(name)];
          return said?.sha256 === (found?.digest.digest("hex") ?? sha256("")) && said.bytes === (found?.bytes ?? 0);
        });
      if (!isWhole) throw new SetupProblem(changed(file));
      return { header, manifest };
    },
  };
}

async function readWhole(entry: Entry): Promise<Buffer> {
  if ((entry.header.size ?? 0) > LARGEST_ENTRY) throw new Changed();
  const pieces: Buffer[] = [];
  for await (const piece of entry) pieces.push(piece);
  return Buffer.concat(pieces);
}

function parseHeader(bytes: Buffer): Header {
  const raw: { format?: unknown } = JSON.parse(bytes.toString("utf8"));
  if (typeof raw.format === "number" && raw.format > FORMAT) {
    throw new SetupProblem("This backup was written by a newer version of Bursar. Restore it with that version.");
  }
  return headerSchema.parse(raw);
}

class NotOurs extends Error {}
class Changed extends Error {}

const torn = (file: string) =>
  `${file} is torn: it ends before its manifest, as a copy does that was broken off. Nothing was restored. Take another copy of it, or an older backup.`;
const changed = (file: string) =>
  `${file} is damaged or was changed: what is in it does not fit its own digests. Nothing was restored. Take another copy of it, or an older backup.`;

function describeReadFailure(error: unknown, file: string): unknown {
  if (error instanceof SetupProblem || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new SetupProblem(`There is no file ${file}.`);
  if (code === "EACCES") return new SetupProblem(`This user may not read ${file}.`);
  if (code === "Z_BUF_ERROR" || /unexpected end/i.test(error.message)) return new SetupProblem(torn(file));
  if (error instanceof NotOurs || /incorrect header check/.test(error.message)) {
    return new SetupProblem(`${file} is no backup of Bursar.`);
  }
  const isDamage =
    error instanceof Changed ||
    error instanceof SyntaxError ||
    error.name === "ZodError" ||
    /^Z_/.test(code) ||
    /tar|checksum|size/i.test(error.message);
  return isDamage ? new SetupProblem(changed(file)) : error;
}
