import { scaleBand, scaleLinear } from "@visx/scale";
import { formatDay } from "@/lib/dates";
import type { RequestBar } from "../rules";
import { ChartFigure } from "./chart-figure";
import { ValueAxis } from "./value-axis";

const TOP = 24;
const PLOT = 150;
const BELOW = 28;

/** Requests by day, or by week where days would be too many, up to today. Days are the course's. */
export function RequestsChart({ id, title, bars }: { id: string; title: string; bars: readonly RequestBar[] }) {
  if (bars.length === 0) {
    return <p className="text-muted">Nobody has asked yet.</p>;
  }
  const most = Math.max(...bars.map(({ count }) => count));
  const x = scaleBand<number>({ domain: bars.map((_, index) => index), range: [0, 100], padding: 0.18 });
  const y = scaleLinear<number>({ domain: [0, Math.max(most, 1)], range: [PLOT, 0], nice: 4 });
  const ticks = y.ticks(3).filter((tick) => Number.isInteger(tick));
  return (
    <ChartFigure
      id={id}
      title={title}
      summary={summarise(bars)}
      height={TOP + PLOT + BELOW}
      valuesUpTo={ticks.at(-1)}
      rows={bars.filter(({ count }) => count > 0)}
      rowKey={({ from }) => from}
      columns={[
        {
          key: "day",
          header: isWeekly(bars) ? "Week from" : "Day",
          rowHeader: true,
          cell: ({ from }) => writeDay(from),
        },
        { key: "count", header: "Requests", numeric: true, cell: ({ count }) => count.toLocaleString("en") },
      ]}
    >
      <g transform={`translate(0 ${TOP})`}>
        {ticks.map((tick) => (
          <line key={tick} x2="100%" y1={y(tick)} y2={y(tick)} stroke="var(--figure-line)" strokeDasharray="2 4" />
        ))}
        {bars.map(({ from, count }, index) => (
          <rect
            key={from}
            x={`${(x(index) ?? 0).toFixed(3)}%`}
            y={y(count)}
            width={`${x.bandwidth().toFixed(3)}%`}
            height={PLOT - y(count)}
            fill="var(--figure-accent)"
          />
        ))}
        <line x2="100%" y1={PLOT} y2={PLOT} stroke="var(--figure-ink)" />
        <ValueAxis ticks={ticks} y={y} />
        {labelled(bars).map(({ index, anchor }) => (
          <text
            key={index}
            x={`${((x(index) ?? 0) + x.bandwidth() * { start: 0, middle: 0.5, end: 1 }[anchor]).toFixed(3)}%`}
            y={PLOT + 20}
            textAnchor={anchor}
            fill="var(--figure-muted)"
          >
            {writeShortDay(bars[index]?.from)}
          </text>
        ))}
      </g>
    </ChartFigure>
  );
}

type Label = { index: number; anchor: "start" | "middle" | "end" };

/** The first day and the last, and the middle one where there is room between them. */
function labelled(bars: readonly RequestBar[]): Label[] {
  const last = bars.length - 1;
  if (last < 1) {
    return [{ index: 0, anchor: "middle" }];
  }
  const middle: Label[] = last > 4 ? [{ index: Math.round(last / 2), anchor: "middle" }] : [];
  return [{ index: 0, anchor: "start" }, ...middle, { index: last, anchor: "end" }];
}

function summarise(bars: readonly RequestBar[]): string {
  const all = bars.reduce((total, { count }) => total + count, 0);
  const most = bars.reduce((found, bar) => (bar.count > found.count ? bar : found));
  const unit = isWeekly(bars) ? "in the week from" : "on";
  return `${all.toLocaleString("en")} ${all === 1 ? "request" : "requests"} since ${writeDay(bars[0]?.from)}; most, ${most.count.toLocaleString("en")}, ${unit} ${writeDay(most.from)}.`;
}

const isWeekly = (bars: readonly RequestBar[]) => bars[0]?.days === 7;
const writeDay = (day = "") => formatDay(new Date(day));
/** "3 Nov" of "3 November 2026". */
const writeShortDay = (day = "") => writeDay(day).replace(/^(\d+ \p{L}{3})\p{L}* \d+$/u, "$1");
