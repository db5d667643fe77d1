import { Progress } from "@/components/ui/progress";
import type { GuideProgress as Progressed } from "@/features/guides/rules";

/** How far the participant is in the guide, in words and as a bar. */
export function GuideProgress({ progress }: { progress: Progressed }) {
  const text = progress.done === progress.total ? "All done" : `${progress.done} of ${progress.total} pages done`;
  return (
    <Progress
      id="guide-progress"
      label="Your way through the guide"
      value={progress.done}
      max={progress.total}
      text={text}
    />
  );
}
