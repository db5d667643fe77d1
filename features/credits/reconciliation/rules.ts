import { normaliseCode, readCode } from "@/features/credits/imports/rules";

/** A piece of what was pasted that may be a code. `alone`: nothing else stood on its line, so that it can hardly be anything else. */
export type PastedCode = { code: string; alone: boolean };

/**
 * Reads what was pasted: codes on lines of their own, or the cells of a list between commas, semicolons and tabs, quoted or not. Each code
 * once, by its normal form; what cannot be a code (a name, a date with spaces) is passed over.
 */
export function readPasted(text: string): PastedCode[] {
  const found = new Map<string, PastedCode>();
  for (const line of text.split(/[\r\n]+/)) {
    const cells = line
      .split(/[,;\t]/)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"))
      .filter(Boolean);
    for (const cell of cells) {
      const read = readCode(cell);
      if (!read.ok) continue;
      const key = normaliseCode(read.code);
      const alone = cells.length === 1 || (found.get(key)?.alone ?? false);
      found.set(key, { code: read.code, alone });
    }
  }
  return [...found.values()];
}

/** What became of pasted codes: `quarantined` now; `settled`, given in the backup or in quarantine already; `kept` out, not in any pool so far. */
export type PastedTally = { quarantined: number; settled: number; elsewhere: number; kept: number };

const SENTENCES: [name: keyof PastedTally, one: string, many: string][] = [
  [
    "quarantined",
    "1 code was in the pool and is in quarantine now.",
    "codes were in the pool and are in quarantine now.",
  ],
  [
    "settled",
    "1 needed nothing: somebody holds it on record, or it was in quarantine already.",
    "needed nothing: somebody holds them on record, or they were in quarantine already.",
  ],
  [
    "elsewhere",
    "1 belongs to another offer: paste it there as well.",
    "belong to other offers: paste them there as well.",
  ],
  [
    "kept",
    "1 was not known here, as if it had been imported after the backup. It is in quarantine, so that importing its file again does not give it.",
    "were not known here, as if they had been imported after the backup. They are in quarantine, so that importing their file again does not give them.",
  ],
];

/** What became of them, a sentence for each kind. */
export function tellPasted(tally: Partial<PastedTally>): string[] {
  return SENTENCES.flatMap(([name, one, many]) => {
    const count = tally[name] ?? 0;
    return count === 0 ? [] : [count === 1 ? one : `${count.toLocaleString("en")} ${many}`];
  });
}

/** The tally of an address; what is no number there counts as nothing. */
export function readTally(query: Readonly<Record<string, unknown>>): Partial<PastedTally> {
  return Object.fromEntries(
    SENTENCES.flatMap(([name]) => {
      const count = query[name];
      return typeof count === "string" && /^[1-9]\d{0,6}$/.test(count) ? [[name, Number(count)]] : [];
    }),
  );
}

/** For whoever's confirmation has run out in the meantime; what they pasted stays in the form. */
export const NOT_CONFIRMED = {
  ok: false,
  reason: "not-confirmed",
  sentence:
    "Your confirmation that it is you has run out, so nothing was done. Open “Confirm that it is you” above in a second tab, then send this form again.",
} as const;
