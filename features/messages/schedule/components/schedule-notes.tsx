import { describePlan, type PlannedReminder } from "@/features/messages/schedule/rules";
import { paths } from "@/lib/paths";

/** What the portal will remind of by itself and when, in sentences, and what is switched off. */
export function ScheduleNotes({
  course,
  plan,
  maySet,
}: {
  course: {
    slug: string;
    openedAt: Date | null;
    archivedAt: Date | null;
    remindBeforeCloseDays: number | null;
    remindBeforeExpiryDays: number | null;
  };
  plan: { now: Date; timeZone: string; planned: PlannedReminder[] } | null;
  maySet: boolean;
}) {
  const planned = plan?.planned ?? [];
  const off = [
    course.remindBeforeCloseDays === null && "Reminders before a window closes are switched off.",
    course.remindBeforeExpiryDays === null && "Reminders before the last day to redeem are switched off.",
  ].filter(Boolean);
  const isRunning = course.openedAt !== null && course.archivedAt === null;
  return (
    <div className="max-w-text space-y-3">
      {plan && planned.length > 0 && (
        <ul className="space-y-2">
          {planned.map((each) => (
            <li key={`${each.slug}-${each.kind}`}>{describePlan(each, plan)}</li>
          ))}
        </ul>
      )}
      {planned.length > 0 && (
        <p className="text-muted">
          One mail for each person, with everything that is still to do. Whoever was reminded a few days before is left
          out.
        </p>
      )}
      {isRunning && planned.length === 0 && off.length < 2 && <p>Nothing: no deadline lies ahead that is not done.</p>}
      {!isRunning && <p>Nothing, as long as the course is not open.</p>}
      {off.map((sentence) => (
        <p key={String(sentence)}>{sentence}</p>
      ))}
      {maySet && (
        <p>
          <a className="link" href={paths.courseSettings(course.slug)}>
            Change when the portal reminds
          </a>
        </p>
      )}
    </div>
  );
}
