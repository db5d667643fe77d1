import { unsealBytes } from "./crypto";

/** An encryption key of 32 bytes and the name that stands beside everything it sealed (`keyIdentifier`). */
export type RingKey = { id: string; key: Buffer };

/** What a ring holds: the first key seals, all of them open. `lost` are identifiers of keys that nobody has any more. */
export type RingEntries = { keys: readonly [RingKey, ...RingKey[]]; lost: readonly string[] };

export type KeyRing = {
  /** Where it comes from, for sentences: "CODE_KEY", "the file /run/keys". */
  source: string;
  /** The key that seals now. Take it once for a piece of work and keep key and identifier together. */
  first(): RingKey;
  /** The key of that identifier; undefined when the ring has none, also after another look at its file. */
  find(id: string): Buffer | undefined;
  /** All keys, the one that seals first. */
  list(): readonly RingKey[];
  /** Identifiers that the ring declares as lost, so that the portal may start without them. */
  lost(): readonly string[];
};

/** A row was sealed by a key that this process does not have. Says which, never what. */
export class UnknownKey extends Error {
  override name = "UnknownKey";
}

/**
 * A ring of keys. `reread` looks at where they are kept: null as long as nothing has changed there, and null as well when what stands there
 * cannot be used. It is asked before sealing and on an identifier that the ring does not know, so that a rotation needs no restart. Until
 * its end a process still opens what keys sealed that were taken out meanwhile: an export may be in the middle of such rows.
 */
export function createKeyRing({
  source,
  entries,
  reread = () => null,
}: {
  source: string;
  entries: RingEntries;
  reread?: (options: { force: boolean }) => RingEntries | null;
}): KeyRing {
  let now = entries;
  const known = new Map<string, Buffer>();
  const learn = () => {
    for (const { id, key } of now.keys) known.set(id, key);
  };
  const look = ({ force }: { force: boolean }) => {
    now = reread({ force }) ?? now;
    learn();
  };
  learn();
  return {
    source,
    first: () => {
      look({ force: false });
      return now.keys[0];
    },
    find: (id) => {
      if (!known.has(id)) look({ force: true });
      return known.get(id);
    },
    list: () => {
      look({ force: false });
      return now.keys;
    },
    lost: () => now.lost,
  };
}

/**
 * Opens what a key of the ring sealed. `keyId` is what stands beside it; null, as beside pieces of files from before there was a ring,
 * tries every key. Throws `UnknownKey` when the ring has no such key, and what `unsealBytes` throws when the row or a byte differs.
 */
export function openBytes({
  sealed,
  keyId,
  ring,
  boundTo,
}: {
  sealed: Uint8Array;
  keyId: string | null;
  ring: KeyRing;
  boundTo: string;
}): Buffer {
  if (keyId === null) return tryEach({ sealed, ring, boundTo });
  const key = ring.find(keyId);
  if (!key)
    throw new UnknownKey(`Sealed by the key ${keyId}, which is not in ${ring.source}. docs/keys.md says what to do.`);
  return unsealBytes({ sealed, key, boundTo });
}

function tryEach({ sealed, ring, boundTo }: { sealed: Uint8Array; ring: KeyRing; boundTo: string }): Buffer {
  for (const { key } of ring.list()) {
    try {
      return unsealBytes({ sealed, key, boundTo });
    } catch {
      // GCM says for certain whether it was this key; the next one may be it.
    }
  }
  throw new UnknownKey(`Sealed by none of the keys in ${ring.source}, or tampered with.`);
}

/** The same for a text. */
export function openText(about: Parameters<typeof openBytes>[0]): string {
  return openBytes(about).toString("utf8");
}
