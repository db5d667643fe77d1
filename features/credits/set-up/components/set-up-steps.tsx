import { Timeline } from "@/components/ui/timeline";
import type { SetUpStep } from "../rules";

/** The steps of setting up a course: done, the one that is next, and those after it, each with its way there. */
export function SetUpSteps({ steps, without }: { steps: readonly SetUpStep[]; without?: SetUpStep["key"] }) {
  const next = steps.find(({ done }) => !done);
  return (
    <Timeline
      label="Steps of setting up the course"
      steps={steps.map((step) => ({
        key: step.key,
        title: step.title,
        state: step.done ? "done" : step === next ? "current" : "upcoming",
        detail: (
          <>
            <p className="text-muted">{step.text}</p>
            {step.key !== without && step.action && (
              <a href={step.href} className="link">
                {step.action}
              </a>
            )}
          </>
        ),
      }))}
    />
  );
}
