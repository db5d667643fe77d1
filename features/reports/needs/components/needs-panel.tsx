import { NextStep } from "@/components/ui/next-step";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import type { Need, Urgency } from "../rules";

const URGENCY: Record<Urgency, [tone: Tone, word: string]> = {
  now: ["danger", "Now"],
  soon: ["caution", "Soon"],
  later: ["info", "Later"],
};

/** What needs whoever looks at it, the most urgent first, each with the way to where it is mended. */
export function NeedsPanel({ needs }: { needs: readonly Need[] }) {
  if (needs.length === 0) {
    return (
      <NextStep status={<StatusBadge tone="positive">All is well</StatusBadge>} title="Nothing needs you now">
        <p>Nobody waits, nothing runs out within two weeks, and no mail came back.</p>
      </NextStep>
    );
  }
  return (
    <section
      aria-labelledby="needs-title"
      className="border border-line border-t-4 border-t-accent bg-surface px-5 pt-5 pb-3 sm:px-8 sm:pt-7"
    >
      <h2 id="needs-title" className="text-2xl">
        What needs you now
      </h2>
      <ol className="mt-3 divide-y divide-line">
        {needs.map(({ urgency, sentence, link }) => {
          const [tone, word] = URGENCY[urgency];
          return (
            <li key={sentence} className="keep-together flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3.5">
              <span className="min-w-[5.25rem]">
                <StatusBadge tone={tone}>{word}</StatusBadge>
              </span>
              <div className="tabular min-w-0 flex-1 basis-64">
                <p>{sentence}</p>
                <p className="no-print mt-0.5">
                  {link ? (
                    <a href={link.href} className="link">
                      {link.label}
                    </a>
                  ) : (
                    <span className="text-sm text-muted">An instructor of the course can see to it.</span>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
