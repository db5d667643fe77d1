/** What stands between the cells of a line. */
export type Separator = "," | ";" | "\t" | "|";

/** Its name in a sentence: "read as UTF-8 with commas". */
export const separatorWords: Record<Separator, string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

const CANDIDATES: readonly Separator[] = ["\t", ";", ","];
const SAMPLE_LINES = 20;

/**
 * Finds the separator of a table from its first lines: the one that stands in most of them and, among those, most often
 * as many times as in the first. Null when no line has any, which is a list with one column.
 */
export function findSeparator(text: string): Separator | null {
  const lines = withoutQuoted(text.slice(0, 20_000))
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
  const ranked = CANDIDATES.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const present = counts.filter((count) => count > 0).length;
    const even = counts.filter((count) => count > 0 && count === counts[0]).length;
    return { separator, present, even };
  }).sort((one, other) => other.even - one.even || other.present - one.present);
  const best = ranked[0];
  return best && best.present > 0 ? best.separator : null;
}

/** What is in quotation marks may hold any separator. */
function withoutQuoted(text: string): string {
  return text.replace(/"[^"]*"/g, "");
}
