import { NextStep } from "@/components/ui/next-step";
import { Progress } from "@/components/ui/progress";
import type { ImportView } from "../queries";
import { ImportBadge } from "./import-badge";
import { LookAgain } from "./look-again";

/** What the portal is doing with the file now, and how far it is. */
export function ImportProgress({ view }: { view: ImportView }) {
  const { state, linesDone, lines } = view;
  const done = Math.min(linesDone, lines);
  return (
    <NextStep
      status={<ImportBadge state={state} />}
      title={state === "CHECKING" ? "The file is being checked" : "The file is being taken in"}
    >
      <LookAgain />
      <Progress
        id="import-progress"
        label={state === "CHECKING" ? "Lines checked" : "Lines taken in"}
        value={done}
        max={lines}
        text={`${done.toLocaleString("en")} of about ${lines.toLocaleString("en")}`}
      />
      <p className="mt-4">
        {state === "CHECKING"
          ? "Nothing is taken in yet. You may close this page: the check goes on, and the import stays in the list of imports."
          : "All of it comes in, or nothing does. You may close this page: the import goes on, and its page tells how it ended."}
      </p>
    </NextStep>
  );
}
