import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form-state";
import type { Trouble } from "@/lib/job-trouble";
import { PostForm } from "./post-form";

/** Says that the portal's work on something fails, whether it goes on by itself, and has the button that begins it anew. `children` say what that does. */
export function JobTrouble({
  trouble,
  action,
  hidden,
  children,
}: {
  trouble: Trouble;
  action: FormAction;
  hidden: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <Notice
      kind="caution"
      title={trouble.kind === "failing" ? "The last try failed" : "The work has stopped"}
      className="mt-6"
    >
      <p>{trouble.kind === "failing" ? sayNext(trouble) : "It does not go on by itself any more."}</p>
      <p>{children} If it fails again, tell whoever runs the portal: its log says why.</p>
      <PostForm action={action} hidden={hidden} className="mt-4">
        <SubmitButton>Try again</SubmitButton>
      </PostForm>
    </Notice>
  );
}

function sayNext({ tries, waits }: { tries: number; waits: number }): string {
  const minutes = Math.ceil(waits / 60);
  const soon = minutes <= 1 ? "within a minute" : `in about ${minutes.toLocaleString("en")} minutes`;
  return `It was tried ${tries === 1 ? "once" : `${tries} times`} without success. The portal tries by itself again ${soon}.`;
}
