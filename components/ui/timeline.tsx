import type { ReactNode } from "react";
import { joinClass } from "./join-class";

export type TimelineState = "done" | "current" | "upcoming" | "problem";
export type TimelineStep = { key: string; title: ReactNode; state: TimelineState; at?: ReactNode; detail?: ReactNode };

const WORDS: Record<TimelineState, string> = { done: "Done", current: "Now", upcoming: "Later", problem: "Stopped" };

const MARKS: Record<TimelineState, { colour: string; drawing: ReactNode }> = {
  done: {
    colour: "text-accent",
    drawing: (
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M12 2a10 10 0 1 1 0 20a10 10 0 0 1 0-20zM6.6 12.300l4.1 4.2 7-8.1-1.7-1.5-5.4 6.2-2.4-2.400z"
      />
    ),
  },
  current: {
    colour: "text-accent",
    drawing: (
      <>
        <circle cx="12" cy="12" r="8.7" fill="none" stroke="currentColor" strokeWidth="2.6" />
        <circle cx="12" cy="12" r="4.2" fill="currentColor" />
      </>
    ),
  },
  upcoming: {
    colour: "text-line-strong",
    drawing: (
      <circle cx="12" cy="12" r="7.5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.6 2.6" />
    ),
  },
  problem: {
    colour: "text-danger",
    drawing: (
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M12 1l11 11-11 11L1 12zM10.7 6.500h2.600v7h-2.600zM10.7 15h2.600v2.600h-2.600z"
      />
    ),
  },
};

/** The states that something passes through, in order. Each says where it stands by shape, by word and, for the current one, by aria-current. */
export function Timeline({
  label,
  steps,
  className,
}: {
  label: string;
  steps: readonly TimelineStep[];
  className?: string;
}) {
  return (
    <ol aria-label={label} className={joinClass("max-w-text", className)}>
      {steps.map((step, index) => {
        const mark = MARKS[step.state];
        const active = step.state === "current" || step.state === "problem";
        return (
          <li key={step.key} aria-current={active ? "step" : undefined} className="relative flex gap-4 pb-6 last:pb-0">
            {index < steps.length - 1 && (
              <span
                aria-hidden="true"
                className={joinClass(
                  "absolute start-3 top-7 bottom-0.5 -translate-x-1/2 border-s-2",
                  step.state === "done" ? "border-accent" : "border-dashed border-line",
                )}
              />
            )}
            <svg viewBox="0 0 24 24" aria-hidden="true" className={joinClass("mt-px size-6 flex-none", mark.colour)}>
              {mark.drawing}
            </svg>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className={joinClass(active && "font-semibold", step.state === "upcoming" && "text-muted")}>
                  {step.title}
                </span>
                <span
                  className={joinClass(
                    "text-sm",
                    step.state === "problem"
                      ? "font-semibold text-danger"
                      : active
                        ? "font-semibold text-accent"
                        : "text-muted",
                  )}
                >
                  {WORDS[step.state]}
                </span>
              </p>
              {step.at != null && <p className="tabular text-sm text-muted">{step.at}</p>}
              {step.detail != null && <div className="mt-1 max-w-text text-sm">{step.detail}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
