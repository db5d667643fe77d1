import { countRows, type SealedBy } from "@/features/credits/keys/rules";
import type { KeyRing } from "@/server/key-ring";

/** What seals how much, a line for each key, by identifiers only; and how far everything is sealed by the first key. */
export function describeKeys({ ring, sealed }: { ring: KeyRing; sealed: readonly SealedBy[] }): string {
  const keys = ring.list();
  const [first] = keys;
  const rowsOf = (id: string | null) => sealed.find(({ keyId }) => keyId === id) ?? { codes: 0, lines: 0, pieces: 0 };
  const others = sealed.filter(({ keyId }) => !keys.some(({ id }) => id === keyId));
  const lines = [
    `The ring is in ${ring.source}.`,
    ...keys.map(({ id }, index) => `${id}  ${index === 0 ? "seals and opens" : "opens"}: ${say(rowsOf(id))}`),
    ...others.map((one) => {
      const isLost = one.keyId !== null && ring.lost().includes(one.keyId);
      const what = one.keyId === null ? "not said" : isLost ? "declared as lost" : "NOT IN THE RING";
      return `${one.keyId ?? "--------"}  ${what}: ${say(one)}`;
    }),
  ];
  const total = sealed.reduce((sum, one) => sum + countRows(one), 0);
  const done = sealed.filter(({ keyId }) => keyId === first?.id).reduce((sum, one) => sum + countRows(one), 0);
  // Rounded down, so that 100 % means all.
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return [...lines, `${done} of ${total} rows (${percent} %) are sealed by the first key.`].join("\n");
}

function say({ codes, lines, pieces }: Omit<SealedBy, "keyId">): string {
  return `${codes} codes, ${lines} lines of imports, ${pieces} pieces of files`;
}
