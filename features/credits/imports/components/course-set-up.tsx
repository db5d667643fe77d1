import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import { StatusBadge } from "@/components/ui/status-badge";
import { SetUpSteps } from "@/features/credits/set-up/components/set-up-steps";
import { listSetUpSteps, type SetUpCourse, type SetUpStep } from "@/features/credits/set-up/rules";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

type Props = Parameters<typeof listSetUpSteps>[0];

/**
 * At the head of the page of a course that is not running: the guided start of a draft, or that it is over. For instructors: what it leads to
 * is closed to assistants.
 */
export function CourseSetUp({ course, size, offers }: Props) {
  return course.archivedAt ? (
    <ArchivedCourse course={course} archivedAt={course.archivedAt} />
  ) : (
    <GuidedStart steps={listSetUpSteps({ course, offers, size })} />
  );
}

function GuidedStart({ steps }: { steps: readonly SetUpStep[] }) {
  const next = steps.find(({ done }) => !done);
  const count = steps.filter(({ done }) => done).length;
  return (
    <NextStep
      status={<StatusBadge tone="caution">Draft</StatusBadge>}
      title={`Set the course up: ${count} of ${steps.length} steps done`}
    >
      <p>Participants do not see it yet. Leave whenever you like: each step stays as it is.</p>
      {next && (
        <p className="pt-2 pb-4">
          <LinkButton href={next.href}>{next.action}</LinkButton>
        </p>
      )}
      <SetUpSteps steps={steps} without={next?.key} />
    </NextStep>
  );
}

function ArchivedCourse({ course, archivedAt }: { course: SetUpCourse; archivedAt: Date }) {
  return (
    <NextStep
      status={<StatusBadge tone="neutral">Archived</StatusBadge>}
      title="This course is over"
      actions={
        <LinkButton href={paths.courseSettings(course.slug)} variant="secondary">
          Reopen or copy it
        </LinkButton>
      }
    >
      <p>
        Archived since {formatInstant(archivedAt, course.timeZone)}. No code is given any more; participants keep what
        they have.
      </p>
    </NextStep>
  );
}
