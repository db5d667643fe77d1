/** How much is sealed by one key: codes, lines of imports under way, pieces of imported files. `keyId` is null for pieces that do not say. */
export type SealedBy = { keyId: string | null; codes: number; lines: number; pieces: number };

/** Everything that a key seals, in rows. */
export function countRows({ codes, lines, pieces }: SealedBy): number {
  return codes + lines + pieces;
}

/**
 * Why the portal must not start with this ring: a sentence that names each key that is missing and how much it seals; null when every row can
 * be opened, or its key is declared as lost.
 */
export function findMissingKeys({
  sealed,
  ring,
  lost,
  source,
}: {
  sealed: readonly SealedBy[];
  ring: readonly string[];
  lost: readonly string[];
  source: string;
}): string | null {
  const missing = sealed.filter(({ keyId }) => keyId !== null && !ring.includes(keyId) && !lost.includes(keyId));
  if (missing.length === 0) return null;
  const named = missing.map((one) => `${one.keyId} (${countRows(one)} rows)`).join(", ");
  return (
    `This database has codes sealed by a key that is not in ${source}: ${named}. The ring has ${ring.join(", ")}. ` +
    "Put the key of before back, in CODE_KEYS behind the one that seals, and start again. docs/keys.md says what to do if it is lost."
  );
}

/** Why the portal must not start with this fingerprint key; both are identifiers, which reveal nothing. */
export function explainFingerprintKey({ kept, given }: { kept: string | null; given: string }): string {
  const before = kept === null ? "They do not match its codes" : `That one is ${kept}, this one ${given}`;
  return (
    "FINGERPRINT_KEY is not the one that tells the codes of this database apart. " +
    `${before}. With another one a code could come in twice unnoticed. Set the one of before and start again.`
  );
}

/** Why a key cannot be taken out of the ring now; null when nothing needs it. `atWork` are imports that may be sealing with it. */
export function explainStillNeeded({
  id,
  first,
  sealed,
  atWork,
}: {
  id: string;
  first: string;
  sealed: readonly SealedBy[];
  atWork: number;
}): string | null {
  if (id === first) return `${id} is the key that seals. Make another one the first before: npm run keys -- rotate`;
  const rows = sealed.filter(({ keyId }) => keyId === id).reduce((sum, one) => sum + countRows(one), 0);
  if (rows > 0) {
    return `${rows} rows are still sealed by ${id}. Seal them anew first: npm run keys -- reseal`;
  }
  if (sealed.some(({ keyId }) => keyId === null)) {
    return `Some pieces of files do not say which key sealed them; it may be ${id}. Seal them anew first: npm run keys -- reseal`;
  }
  if (atWork > 0) {
    return `An import is at work and may have begun with ${id}. Wait until its page says that it is done, then try again.`;
  }
  return null;
}
