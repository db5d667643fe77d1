import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { paths } from "@/lib/paths";
import type { WithdrawalView } from "../queries";

/** The way to the page before an import of codes is undone; or why it cannot be undone any more. */
export function UndoPanel({ course, id, withdrawal }: { course: string; id: string; withdrawal: WithdrawalView }) {
  const { seen, unseen, free } = withdrawal;
  if (seen + unseen + free === 0) return null;
  return (
    <Section title="Undo this import">
      {seen > 0 ? (
        <p className="max-w-text">
          It cannot be undone any more:{" "}
          {seen === 1 ? "1 of its codes was" : `${seen.toLocaleString("en")} of its codes were`} looked at by the person
          it was given to.
        </p>
      ) : (
        <>
          <p className="max-w-text">
            Nobody has looked at a code of it yet, so it can be undone. You see first what that would do.
          </p>
          <LinkButton href={paths.undoImport({ course, import: id })} variant="secondary" className="mt-4">
            Undo this import…
          </LinkButton>
        </>
      )}
    </Section>
  );
}
