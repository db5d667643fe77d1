/** One benchmark: our figure and a baseline's from the same run. `better` tells which way the ratio must pass the bar. */
export type BenchmarkResult = {
  bench: string;
  value: number;
  unit: string;
  baseline: number;
  bar: number;
  better: "higher" | "lower";
  /** Where the bar is not on the ratio but on the value itself. */
  barOn?: "value";
};

export function median(figures: number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints the result as one line of JSON and answers whether it passes its bar. */
export function printResult({ bench, value, unit, baseline, bar, better, barOn }: BenchmarkResult): boolean {
  const ratio = value / baseline;
  const judged = barOn === "value" ? value : ratio;
  const pass = better === "higher" ? judged >= bar : judged <= bar;
  const round = (figure: number) => Number(figure.toPrecision(5));
  console.log(
    JSON.stringify({ bench, value: round(value), unit, baseline: round(baseline), ratio: round(ratio), bar, pass }),
  );
  return pass;
}
