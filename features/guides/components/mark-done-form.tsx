import { Button } from "@/components/ui/button";
import { StatusBadge } from "@/components/ui/status-badge";

/** What the form sends: `course` and `offer` (slugs), `page` (slug), `done` ("true" to mark, "false" to take the mark back). */
export type MarkDoneAction = (form: FormData) => void | Promise<void>;

/** Records a page as done, or takes that back. A plain form and a plain button: no script is needed or loaded. */
export function MarkDoneForm({
  action,
  course,
  offer,
  page,
  isDone,
  label,
}: {
  action: MarkDoneAction;
  course: string;
  offer: string;
  page: string;
  isDone: boolean;
  label: string;
}) {
  return (
    <form action={action} className="no-print mt-8 flex flex-wrap items-center gap-4">
      <input type="hidden" name="course" value={course} />
      <input type="hidden" name="offer" value={offer} />
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="done" value={isDone ? "false" : "true"} />
      {isDone && <StatusBadge tone="positive">Done</StatusBadge>}
      <Button type="submit" variant={isDone ? "quiet" : "primary"}>
        {isDone ? "Take the mark back" : label}
      </Button>
    </form>
  );
}
