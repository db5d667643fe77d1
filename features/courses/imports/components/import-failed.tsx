import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import type { StateAction } from "@/features/courses/components/action-form";
import type { ImportView } from "../queries";
import { DiscardForm } from "./discard-form";
import { ReadAs } from "./read-as";

/** A file that cannot be gone on with, or whose sending broke off. Where it is kept, reading it in another way may help. */
export function ImportFailed({
  course,
  view,
  again,
  reread,
}: {
  course: string;
  view: ImportView;
  again: string | null;
  reread: StateAction | null;
}) {
  return (
    <>
      <NextStep
        title={view.state === "UPLOADING" ? "The file is not here yet" : "This file cannot be taken in"}
        actions={
          <>
            {again && <LinkButton href={again}>Choose another file</LinkButton>}
            <DiscardForm course={course} id={view.id} />
          </>
        }
      >
        <p>
          {view.problem ??
            "It is still coming in, or its sending broke off. Look again in a moment, or send it once more."}
        </p>
      </NextStep>
      {reread && <ReadAs course={course} view={view} action={reread} />}
    </>
  );
}
