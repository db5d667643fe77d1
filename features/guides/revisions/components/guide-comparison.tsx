import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { restoreRevisionAction } from "../actions";
import type { PageDifference } from "../rules";
import { WordDifference } from "./word-difference";

const STATES = {
  changed: ["info", "Changed"],
  added: ["positive", "Added"],
  removed: ["caution", "Taken out"],
} as const;

/** "the provider's guide" or "revision 3". */
export function nameRevision(number: number): string {
  return number === 0 ? "the provider’s guide" : `revision ${number}`;
}

/** Where two revisions differ, page by page, and the way to put the later-named one in place. */
export function GuideComparison({
  differences,
  to,
  newest,
  offer,
}: {
  differences: readonly PageDifference[];
  to: number;
  newest: number;
  offer: { course: string; offer: string };
}) {
  return (
    <>
      {differences.length === 0 && <EmptyState title="They read the same">No word differs between the two.</EmptyState>}
      {differences.map(({ slug, title, state, fields }) => (
        <Section
          key={slug ?? ""}
          title={title}
          intro={<StatusBadge tone={STATES[state][0]}>{STATES[state][1]}</StatusBadge>}
        >
          <WordDifference fields={fields} />
        </Section>
      ))}
      {to !== newest && (
        <Section
          title={`Restore ${nameRevision(to)}`}
          intro="It is put in place as a new revision. Nothing is lost: the others stay in the list, and can be restored likewise."
        >
          <PostForm action={restoreRevisionAction} hidden={{ ...offer, number: String(to), version: String(newest) }}>
            <SubmitButton>Restore {nameRevision(to)}</SubmitButton>
          </PostForm>
        </Section>
      )}
    </>
  );
}
