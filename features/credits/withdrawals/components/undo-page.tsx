import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import type { ImportView } from "@/features/courses/imports/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { undoImportAction } from "../actions";
import type { WithdrawalView } from "../queries";
import { sayWhatUndoes } from "../rules";

type Props = { course: { slug: string; timeZone: string }; view: ImportView; withdrawal: WithdrawalView };

/** The step between wanting to undo an import of codes and doing it: which one it is, and what follows. */
export function UndoPage({ course, view, withdrawal }: Props) {
  const ref = { course: course.slug, import: view.id };
  const codes = withdrawal.free + withdrawal.unseen;
  return (
    <div className="max-w-text">
      <PageHeader title="Undo this import?" />
      <DescriptionList
        items={[
          { term: "File", detail: <span className="break-all">{view.fileName}</span> },
          { term: "Taken in", detail: formatInstant(view.finishedAt ?? view.createdAt, course.timeZone) },
          { term: "Offer", detail: view.offer?.name ?? "–" },
          { term: "Codes that go", detail: codes.toLocaleString("en") },
        ]}
      />
      <Notice kind="warning" title="What follows" className="my-8">
        <ul className="list-disc space-y-1 ps-5">
          {sayWhatUndoes(withdrawal).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <div className="flex flex-wrap items-center gap-3">
        <PostForm action={undoImportAction} hidden={ref}>
          <SubmitButton variant="danger">Undo this import</SubmitButton>
        </PostForm>
        <LinkButton href={paths.courseImport(ref)} variant="quiet">
          Back to the import
        </LinkButton>
      </div>
    </div>
  );
}
