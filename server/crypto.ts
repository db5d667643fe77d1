import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Names a key without revealing it: the first 8 hexadecimal digits of its SHA-256. Stored beside what it encrypted. */
export function keyIdentifier(key: Buffer): string {
  return createHash("sha256").update("bursar key identifier").update(key).digest("hex").slice(0, 8);
}

/**
 * Encrypts bytes with AES-256-GCM, bound to the row that will hold them: moved to another row, they cannot be opened.
 * `key` is 32 bytes; the result is nonce (12 bytes), ciphertext and tag (16 bytes).
 */
export function sealBytes({ bytes, key, boundTo }: { bytes: Uint8Array; key: Buffer; boundTo: string }): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `sealBytes` made. Throws when the key, the row or a single byte differs. */
export function unsealBytes({ sealed, key, boundTo }: { sealed: Uint8Array; key: Buffer; boundTo: string }): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** The same for a text. */
export function seal({ text, key, boundTo }: { text: string; key: Buffer; boundTo: string }): Buffer {
  return sealBytes({ bytes: Buffer.from(text), key, boundTo });
}

/** Opens what `seal` made. */
export function unseal({ sealed, key, boundTo }: { sealed: Uint8Array; key: Buffer; boundTo: string }): string {
  return unsealBytes({ sealed, key, boundTo }).toString("utf8");
}

/** HMAC-SHA-256 of a text: equal texts can be found without storing them, and without the key nobody can test a guess. */
export function keyedHash({ text, key }: { text: string; key: Buffer | string }): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Compares two secrets in a time that tells nothing about where they differ. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** A secret for a link: 32 random bytes, URL-safe. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A SHA-256 of bytes that come one after the other; `digest("hex")` ends it. */
export function startDigest() {
  return createHash("sha256");
}
