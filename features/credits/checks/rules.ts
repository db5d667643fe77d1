/** How many codes of a file look alike: their length in characters, and the kinds of characters in them as `formOf` names them. */
export type CodeForm = { length: number; form: string; count: number };

const KINDS: [kind: string, pattern: RegExp, words: string][] = [
  ["A", /[A-Z]/, "capitals"],
  ["a", /[a-z]/, "small letters"],
  ["0", /[0-9]/, "digits"],
  ["-", /-/, "dashes"],
  ["#", /[^A-Za-z0-9-]/, "signs such as # or /"],
  // A number of an order is made of what is in every code, and of nothing else.
  ["9", /^[0-9]+$/, "digits only"],
];

/** Which kinds of characters a code is made of, a sign for each: all that is kept of its form, so that nothing of the code itself is. */
export function formOf(code: string): string {
  return KINDS.flatMap(([kind, pattern]) => (pattern.test(code) ? [kind] : [])).join("");
}

/** A form with what is odd about it; null where its length, or everything else, is as usual. */
export type OddForm = CodeForm & { why: string };

// Usual is a length that four of five codes have; odd is what fewer than one in twenty have, or a single one of a short list.
const USUAL = 0.8;
const ODD = 0.05;

/**
 * The forms that are unlike the rest: another length than at least 80 % have, or a kind of characters that hardly any other has. They may be
 * a title, a number of an order or half of a code. Only a warning comes of it: a sponsor may well send codes of two lengths.
 */
export function findOddForms(forms: readonly CodeForm[]): { usual: number | null; odd: OddForm[] } {
  const whole = sum(forms);
  const isOdd = (count: number) => count > 0 && (count < whole * ODD || (count === 1 && whole > 2));
  const lengths = [...new Set(forms.map(({ length }) => length))];
  const having = (length: number) => sum(forms.filter((form) => form.length === length));
  const usual = lengths.find((length) => having(length) >= whole * USUAL) ?? null;
  const odd = forms.flatMap((form) => {
    const reasons = [
      ...(usual !== null && form.length !== usual && isOdd(having(form.length)) ? [describeLength(form.length)] : []),
      ...KINDS.filter(
        ([kind]) => form.form.includes(kind) && isOdd(sum(forms.filter((other) => other.form.includes(kind)))),
      ).map(([, , words]) => words),
    ];
    return reasons.length > 0 ? [{ ...form, why: reasons.join(", ") }] : [];
  });
  return { usual, odd };
}

const describeLength = (length: number) => (length === 1 ? "1 character" : `${length} characters`);

function sum(forms: readonly CodeForm[]): number {
  return forms.reduce((total, { count }) => total + count, 0);
}
