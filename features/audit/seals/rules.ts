/** An event as a seal lists it, or as it is found: its id and the first bytes of its digest. */
export type Entry = { id: bigint; digest: string };

/** What is wrong with the rows of a seal: the first one. */
export type BadRow =
  | { kind: "changed" | "missing" | "inserted"; id: bigint }
  /** Its content is what was sealed under another id. */
  | { kind: "moved"; id: bigint; from: bigint };

/** The first row that is not as it was sealed; null when all are. Both lists are in the order of the ids. */
export function findBadRow({ sealed, found }: { sealed: readonly Entry[]; found: readonly Entry[] }): BadRow | null {
  for (let index = 0; index < Math.max(sealed.length, found.length); index += 1) {
    const was = sealed[index];
    const is = found[index];
    if (is && (!was || is.id < was.id)) return { kind: "inserted", id: is.id };
    if (was && (!is || is.id > was.id)) return { kind: "missing", id: was.id };
    if (was && is && was.digest !== is.digest) {
      const source = sealed.find(({ digest }) => digest === is.digest);
      return source ? { kind: "moved", id: is.id, from: source.id } : { kind: "changed", id: is.id };
    }
  }
  return null;
}

/** The sentence for it. */
export function describeBadRow(bad: BadRow): string {
  switch (bad.kind) {
    case "changed":
      return `Event ${bad.id} was changed after it was sealed.`;
    case "missing":
      return `Event ${bad.id} is missing: it was removed after it was sealed.`;
    case "inserted":
      return `Event ${bad.id} was put in among events that were sealed already.`;
    case "moved":
      return `Events were put into another order: event ${bad.id} holds what was sealed as event ${bad.from}.`;
  }
}

/** A seal by number and hash (hexadecimal). */
export type Point = { number: number; hash: string };

/**
 * Whether the chain may go on. `head` is the last one told outside the database, `there` the seal of that number in it, `last` its
 * newest. Null where all is well; otherwise the sentence for whoever looks after the portal.
 */
export function findBreak({
  head,
  there,
  last,
}: {
  head: Point | null;
  there: Point | null;
  last: Point | null;
}): string | null {
  if (!head) return null;
  if (!there) {
    return `The tail of the audit trail is missing: its head outside the database is seal ${head.number}, and the database ends with ${last ? `seal ${last.number}` : "no seal at all"}.`;
  }
  return there.hash === head.hash
    ? null
    : `Seal ${head.number} in the database is not the one that was told outside it: the trail was cut and made anew.`;
}
