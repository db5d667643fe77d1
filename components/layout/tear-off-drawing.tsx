// A notice-board leaflet whose tabs are codes: one is torn off, and it is the only one of its kind.
const TABS = [0, 1, 2, 3, 5, 6, 7];
const TAB_WIDTH = 46;
const LEFT = 56;
const LINES = [
  { y: 150, width: 268 },
  { y: 172, width: 240 },
  { y: 194, width: 256 },
  { y: 216, width: 168 },
];

/** Six dots down a tab: a code that nobody can read yet. */
function Dots({ x, y }: { x: number; y: number }) {
  return [0, 1, 2, 3, 4, 5].map((n) => <circle key={n} cx={x} cy={y + n * 13} r="3.2" />);
}

/** The drawing of the landing page. */
export function TearOffDrawing({ className }: { className?: string }) {
  const tornX = LEFT + 4 * TAB_WIDTH;
  return (
    <svg viewBox="0 0 480 484" role="img" aria-labelledby="tear-off-title tear-off-description" className={className}>
      <title id="tear-off-title">One code for each participant</title>
      <desc id="tear-off-description">
        A leaflet on a notice board, with eight tear-off tabs along its lower edge. Each tab holds a hidden code. One
        tab has been torn off and belongs to one person; the others still hang on the leaflet.
      </desc>
      <g fill="var(--figure-paper)" stroke="var(--figure-line)" strokeWidth="1.5" strokeLinejoin="round">
        <path d={`M${LEFT} 34H${LEFT + 368}V276H${LEFT}Z`} />
        {TABS.map((n) => (
          <path key={n} d={`M${LEFT + n * TAB_WIDTH} 276h${TAB_WIDTH}v118h-${TAB_WIDTH}z`} />
        ))}
      </g>
      <path
        d={`M${LEFT} 276H${LEFT + 368}`}
        stroke="var(--figure-line)"
        strokeWidth="1.5"
        strokeDasharray="4 4"
        fill="none"
      />
      <path
        d={`M${tornX} 276l6 5 7-4 6 5 7-3 6 4 7-5 7 4v-6z`}
        fill="var(--figure-paper)"
        stroke="var(--figure-line)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx="240" cy="34" r="9" fill="var(--figure-accent)" />
      <circle cx="237.5" cy="31.5" r="2.5" fill="var(--figure-paper)" />
      <g fill="var(--figure-ink)">
        <rect x="96" y="76" width="200" height="17" />
        <rect x="96" y="102" width="136" height="17" />
      </g>
      <rect x="96" y="132" width="288" height="1.5" fill="var(--figure-line)" />
      <g fill="var(--figure-line)">
        {LINES.map(({ y, width }) => (
          <rect key={y} x="96" y={y} width={width} height="6" rx="3" />
        ))}
        {TABS.map((n) => (
          <Dots key={n} x={LEFT + (n + 0.5) * TAB_WIDTH} y={302} />
        ))}
      </g>
      <g transform={`translate(${tornX + 17} 334) rotate(8)`}>
        <path d="M0 4l6-4 7 5 6-4 7 4 6-5 7 4 7-3V132H0z" fill="var(--figure-accent)" />
        <circle cx="23" cy="34" r="8" fill="var(--figure-accent-ink)" />
        <path d="M20 36h6l3 17H17z" fill="var(--figure-accent-ink)" />
        <g fill="var(--figure-accent-ink)">
          {[0, 1, 2, 3].map((n) => (
            <circle key={n} cx="23" cy={72 + n * 14} r="3.2" />
          ))}
        </g>
      </g>
    </svg>
  );
}
