import { createHash, createHmac, timingSafeEqual } from "node:crypto";

// What a seal is made of, byte for byte (decision 0020). Changing any of it makes every seal before it unreadable: give the new
// form a name of its own instead.
const FORM = "bursar audit seal 1";

/** A row of a sealed table as it counts for its digest: `cells` in a fixed order, as text. */
export type ChainRow = { id: bigint; cells: readonly (string | null)[] };

/** What a seal says of its rows: how many, the last one's id, and their digests. */
export type RowsSeal = { lastId: bigint; count: number; listing: Buffer; rowsDigest: Buffer };

export type Seal = RowsSeal & { number: number; sealedAt: Date; hash: Buffer; keyId: string; mac: Buffer };

const ID_BYTES = 8;
const SHORT_BYTES = 8;
const ENTRY = ID_BYTES + SHORT_BYTES;

/** The hash that the first seal names as the one before it. */
export const NO_SEAL = Buffer.alloc(32);

/** Digests rows, which come in the order of their ids; there is at least one. */
export function sealRows(rows: readonly ChainRow[]): RowsSeal {
  const whole = createHash("sha256");
  const listing = Buffer.alloc(rows.length * ENTRY);
  for (const [index, { id, cells }] of rows.entries()) {
    const digest = createHash("sha256").update(JSON.stringify(cells)).digest();
    whole.update(writeId(id)).update(digest);
    listing.writeBigInt64BE(id, index * ENTRY);
    digest.copy(listing, index * ENTRY + ID_BYTES, 0, SHORT_BYTES);
  }
  return { lastId: rows.at(-1)?.id ?? 0n, count: rows.length, listing, rowsDigest: whole.digest() };
}

/** The rows of a listing: id and short digest (hexadecimal), by which a bad row is found. */
export function readListing(listing: Buffer): { id: bigint; digest: string }[] {
  return Array.from({ length: Math.floor(listing.length / ENTRY) }, (_, index) => ({
    id: listing.readBigInt64BE(index * ENTRY),
    digest: listing.toString("hex", index * ENTRY + ID_BYTES, (index + 1) * ENTRY),
  }));
}

/** The seal that follows the one with the hash `previous`. */
export function makeSeal(of: { rows: RowsSeal; number: number; previous: Buffer; sealedAt: Date; key: Buffer }): Seal {
  const facts = { ...of.rows, number: of.number, sealedAt: of.sealedAt };
  const hash = hashSeal({ ...facts, previous: of.previous });
  return { ...facts, hash, keyId: nameKey(of.key), mac: writeMac({ key: of.key, hash }) };
}

/** Whether a seal is what was made with this key after the one with the hash `previous`. Says nothing of its rows. */
export function isGenuine({ seal, previous, key }: { seal: Seal; previous: Buffer; key: Buffer }): boolean {
  const mac = writeMac({ key, hash: seal.hash });
  return (
    hashSeal({ ...seal, previous }).equals(seal.hash) &&
    seal.mac.length === mac.length &&
    timingSafeEqual(seal.mac, mac)
  );
}

function hashSeal(of: Omit<Seal, "hash" | "mac" | "keyId"> & { previous: Buffer }): Buffer {
  const head = JSON.stringify([FORM, of.number, String(of.lastId), of.count, of.sealedAt.toISOString()]);
  return createHash("sha256").update(head).update(of.previous).update(of.rowsDigest).update(of.listing).digest();
}

const writeMac = ({ key, hash }: { key: Buffer; hash: Buffer }) =>
  createHmac("sha256", key).update(FORM).update(hash).digest();

/** A name for the key that tells nothing of it, so that a wrong key is not taken for a changed seal. */
export const nameKey = (key: Buffer): string =>
  createHmac("sha256", key).update(`${FORM} key`).digest("hex").slice(0, 12);

function writeId(id: bigint): Buffer {
  const bytes = Buffer.alloc(ID_BYTES);
  bytes.writeBigInt64BE(id);
  return bytes;
}
