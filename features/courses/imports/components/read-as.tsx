import { Section } from "@/components/ui/section";
import type { StateAction } from "@/features/courses/components/action-form";
import type { ImportView } from "../queries";
import { ReadAsForm } from "./read-as-form";

/** Lets somebody choose how a file of text is read. A workbook says itself how it is. */
export function ReadAs({ course, view, action }: { course: string; view: ImportView; action: StateAction }) {
  if (view.format?.source !== "text") return null;
  return (
    <Section
      title="How it is read"
      intro="Found out from the file itself. Choosing something else reads the file again, and begins the check again."
    >
      <ReadAsForm action={action} hidden={{ course, import: view.id }} format={view.format} />
    </Section>
  );
}
