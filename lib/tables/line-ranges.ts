const MOST_RANGES = 40;

/** Writes numbers of lines, in rising order, as people read them: "2 to 41, 43, 50 to 52". Long lists end in "and more". */
export function writeLineRanges(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && last[1] === line - 1) {
      last[1] = line;
    } else {
      ranges.push([line, line]);
    }
  }
  const written = ranges.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  return ranges.length > MOST_RANGES ? `${written.join(", ")} and more` : written.join(", ");
}
