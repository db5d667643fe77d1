import { scaleLinear } from "@visx/scale";
import type { Funnel } from "../rules";
import { ChartFigure } from "./chart-figure";

const STEPS = [
  ["enrolled", "Enrolled"],
  ["requested", "Requested"],
  ["allocated", "Allocated"],
  ["revealed", "Revealed"],
  ["redeemed", "Redeemed"],
] as const;

const ROW = 42;
const BAR = 12;

/** How many participants have come how far with an offer, as bars against those enrolled. */
export function FunnelChart({ id, title, funnel }: { id: string; title: string; funnel: Funnel }) {
  const rows = STEPS.map(([step, word]) => ({ step, word, count: funnel[step] }));
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const width = scaleLinear<number>({ domain: [0, most], range: [0, 100] });
  const share = (count: number) => (funnel.enrolled > 0 ? `${Math.round((count / funnel.enrolled) * 100)} %` : "none");
  return (
    <ChartFigure
      id={id}
      title={title}
      note="Participants enrolled now, with the code that each holds now."
      summary={rows.map(({ word, count }) => `${word}: ${count.toLocaleString("en")}`).join(". ")}
      height={rows.length * ROW}
      rows={rows}
      rowKey={({ step }) => step}
      columns={[
        { key: "step", header: "Step", rowHeader: true, cell: ({ word }) => word },
        { key: "people", header: "Participants", numeric: true, cell: ({ count }) => count.toLocaleString("en") },
        { key: "share", header: "Of those enrolled", numeric: true, cell: ({ count }) => share(count) },
      ]}
    >
      {rows.map(({ step, word, count }, index) => (
        <g key={step} transform={`translate(0 ${index * ROW})`}>
          <text y={15} fill="var(--figure-ink)">
            {word}
          </text>
          <text x="100%" y={15} textAnchor="end" fill="var(--figure-ink)" fontWeight={650}>
            {count.toLocaleString("en")}
          </text>
          <rect y={22} width="100%" height={BAR} fill="var(--figure-accent-wash)" />
          <rect y={22} width={`${width(count).toFixed(2)}%`} height={BAR} fill="var(--figure-accent)" />
        </g>
      ))}
    </ChartFigure>
  );
}
