import { NextStep } from "@/components/ui/next-step";
import { Progress } from "@/components/ui/progress";
import type { Trouble } from "@/lib/job-trouble";
import type { ImportView } from "../queries";
import { DiscardForm } from "./discard-form";
import { ImportTrouble } from "./import-trouble";
import { LookAgain } from "./look-again";

const CHECKING = {
  title: "The file is being checked",
  label: "Lines checked",
  words:
    "Nothing is taken in yet. You may close this page: the check goes on, and the import stays in the list of imports. If it does not get anywhere, throw the file away and send it again.",
};
const RUNNING = {
  title: "The file is being taken in",
  label: "Lines taken in",
  words:
    "All of it comes in, or nothing does. You may close this page: the import goes on, and its page tells how it ended.",
};
const UNDOING = {
  title: "The import is being undone",
  label: "Codes taken out",
  words:
    "All of its codes leave the pool, or none does. You may close this page: the work goes on, and this page tells how it ended.",
};

/** What the portal is doing with the file now, and how far it is; or why it does not get anywhere, and what can be done. */
export function ImportProgress({
  course,
  view,
  trouble,
}: {
  course: string;
  view: ImportView;
  trouble: Trouble | null;
}) {
  const { state, linesDone, lines, counts } = view;
  const { title, label, words } = state === "CHECKING" ? CHECKING : state === "UNDOING" ? UNDOING : RUNNING;
  const whole = state === "UNDOING" ? (counts.added ?? 0) : lines;
  const done = Math.min(linesDone, whole);
  const about = state === "UNDOING" ? "" : "about ";
  return (
    <NextStep title={title} actions={state === "CHECKING" ? <DiscardForm course={course} id={view.id} /> : undefined}>
      <LookAgain />
      <Progress
        id="import-progress"
        label={label}
        value={done}
        max={whole}
        text={`${done.toLocaleString("en")} of ${about}${whole.toLocaleString("en")}`}
      />
      {trouble ? <ImportTrouble course={course} view={view} trouble={trouble} /> : <p className="mt-4">{words}</p>}
    </NextStep>
  );
}
