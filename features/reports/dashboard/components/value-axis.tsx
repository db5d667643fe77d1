/** The values at the left of a chart, each beside its line. `y` says how far down a value is, in pixels. */
export function ValueAxis({ ticks, y }: { ticks: readonly number[]; y: (value: number) => number }) {
  return ticks.map((tick) => (
    <text key={tick} x={-8} y={y(tick) + 5} textAnchor="end" fill="var(--figure-muted)">
      {writeValue(tick)}
    </text>
  ));
}

const LONG = 10_000;

/** "500", "1,500", "250K": what there is room for at the side. */
function writeValue(value: number): string {
  return value < LONG ? value.toLocaleString("en") : value.toLocaleString("en", { notation: "compact" });
}
