import { scaleLinear } from "@visx/scale";
import { formatDay } from "@/lib/dates";
import { dayNumber } from "@/lib/day-number";
import { ChartFigure } from "../../dashboard/components/chart-figure";
import { ValueAxis } from "../../dashboard/components/value-axis";
import type { BurnDown, PoolPoint } from "../rules";

const TOP = 28;
const PLOT = 140;
const BELOW = 28;

/** Codes left over time until today, where the present rate leads, and the end of the window. Days are the course's. */
export function BurnDownChart({ id, title, chart }: { id: string; title: string; chart: BurnDown | null }) {
  if (!chart) {
    return <p className="text-muted">No codes have come in yet.</p>;
  }
  const { points, forecast, closesOn, from, to } = chart;
  const most = Math.max(1, ...points.map(({ left }) => left));
  const x = scaleLinear<number>({ domain: [dayNumber(from), dayNumber(to)], range: [0, 100] });
  const y = scaleLinear<number>({ domain: [0, most], range: [PLOT, 0], nice: 4 });
  const ticks = y.ticks(3).filter((tick) => Number.isInteger(tick));
  const at = ({ day, left }: PoolPoint) => `${x(dayNumber(day)).toFixed(2)} ${y(left).toFixed(1)}`;
  const line = points.map(at).join("L");
  const now = points.at(-1);
  const closes = closesOn === null ? null : x(dayNumber(closesOn));
  return (
    <ChartFigure
      id={id}
      title={title}
      summary={summarise(chart)}
      height={TOP + PLOT + BELOW}
      valuesUpTo={ticks.at(-1)}
      rows={listRows(chart)}
      rowKey={({ day, word }) => `${day} ${word}`}
      columns={[
        {
          key: "day",
          header: "Day",
          rowHeader: true,
          cell: ({ day }) => formatDay(new Date(day)),
        },
        { key: "left", header: "Codes left", numeric: true, cell: ({ left }) => left?.toLocaleString("en") ?? "–" },
        { key: "word", header: "What it is", cell: ({ word }) => word },
      ]}
    >
      <g transform={`translate(0 ${TOP})`}>
        {ticks.map((tick) => (
          <line key={tick} x2="100%" y1={y(tick)} y2={y(tick)} stroke="var(--figure-line)" strokeDasharray="2 4" />
        ))}
        {/* Stretched to its place; the strokes are not. */}
        <svg
          aria-hidden="true"
          width="100%"
          height={PLOT}
          viewBox={`0 0 100 ${PLOT}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          <path
            d={`M${x(dayNumber(from))} ${PLOT}L${line}L${x(dayNumber(now?.day ?? to))} ${PLOT}Z`}
            fill="var(--figure-accent-wash)"
          />
          <path
            d={`M${line}`}
            fill="none"
            stroke="var(--figure-accent)"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
          {forecast && now && (
            <path
              d={`M${at(now)}L${at(forecast)}`}
              fill="none"
              stroke="var(--figure-accent)"
              strokeWidth={2}
              strokeDasharray="2 5"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
        {/* Where the codes came in today, there is no line yet, and this is all there is to see. */}
        {now && <circle cx={`${x(dayNumber(now.day))}%`} cy={y(now.left)} r={4} fill="var(--figure-accent)" />}
        {now && points.length === 1 && (
          <text x={`${x(dayNumber(now.day))}%`} dx={10} y={y(now.left) + 4} fill="var(--figure-ink)">
            {now.left.toLocaleString("en")} left today
          </text>
        )}
        {closes !== null && (
          <>
            <line
              x1={`${closes}%`}
              x2={`${closes}%`}
              y1={-6}
              y2={PLOT}
              stroke="var(--figure-ink)"
              strokeDasharray="6 3"
            />
            <text x={`${closes}%`} y={-12} textAnchor={closes > 50 ? "end" : "start"} fill="var(--figure-ink)">
              window closes
            </text>
          </>
        )}
        <line x2="100%" y1={PLOT} y2={PLOT} stroke="var(--figure-ink)" />
        <ValueAxis ticks={ticks} y={y} />
        {listLabels(chart).map(({ day, anchor }) => (
          <text
            key={day}
            x={`${x(dayNumber(day)).toFixed(2)}%`}
            y={PLOT + 20}
            textAnchor={anchor}
            fill="var(--figure-muted)"
          >
            {writeShortDay(day)}
          </text>
        ))}
      </g>
    </ChartFigure>
  );
}

type Label = { day: string; anchor: "start" | "middle" | "end" };

/** The ends, and today where there is room between them. */
function listLabels({ points, from, to }: BurnDown): Label[] {
  const today = points.at(-1)?.day ?? to;
  const share = (dayNumber(today) - dayNumber(from)) / (dayNumber(to) - dayNumber(from));
  const middle: Label[] = share > 0.25 && share < 0.75 ? [{ day: today, anchor: "middle" }] : [];
  return [{ day: from, anchor: "start" }, ...middle, { day: to, anchor: "end" }];
}

type Row = { day: string; left: number | null; word: string };

/** The days on which something changed; then what is foretold. */
function listRows({ points, forecast, closesOn }: BurnDown): Row[] {
  const last = points.length - 1;
  const told = points.flatMap(({ day, left }, index): Row[] =>
    index === last || left !== points[index - 1]?.left
      ? [{ day, left, word: index === last ? "now" : "at its end" }]
      : [],
  );
  const window: Row[] = closesOn === null ? [] : [{ day: closesOn, left: null, word: "the window closes" }];
  const foretold: Row[] = forecast ? [{ ...forecast, word: "at the present rate" }] : [];
  return [...told, ...foretold, ...window];
}

function summarise({ points, forecast, closesOn }: BurnDown): string {
  const [first, now] = [points[0], points.at(-1)];
  const codes = (count: number) => (count === 1 ? "1 code" : `${count.toLocaleString("en")} codes`);
  const most = points.reduce(
    (found, point) => (point.left > found.left ? point : found),
    points[0] ?? { day: "", left: 0 },
  );
  return [
    `${codes(now?.left ?? 0)} left today, after ${codes(most.left)} at most since ${formatDay(new Date(first?.day ?? ""))}.`,
    forecast &&
      (forecast.left === 0
        ? `At the present rate none is left on ${formatDay(new Date(forecast.day))}.`
        : `At the present rate ${codes(forecast.left)} are left when the window closes.`),
    closesOn && `The window's last day is ${formatDay(new Date(closesOn))}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** "3 Nov" of "3 November 2026". */
const writeShortDay = (day: string) => formatDay(new Date(day)).replace(/^(\d+ \p{L}{3})\p{L}* \d+$/u, "$1");
