import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import type { ImportView } from "../queries";
import { DiscardForm } from "./discard-form";
import { ImportBadge } from "./import-badge";

/** A file that cannot be gone on with, or whose sending broke off. */
export function ImportFailed({ course, view, again }: { course: string; view: ImportView; again: string | null }) {
  return (
    <NextStep
      status={<ImportBadge state={view.state} />}
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
  );
}
