import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Guide } from "@/content/guides/types";
import { PostForm } from "@/features/courses/components/post-form";
import { formatDay } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { checkTodayAction } from "../actions";

/** Where a guide stands: whose words it has, when it was checked, whether the provider's has moved on. */
export function GuideStatus({
  guide,
  version,
  updates,
  offer,
}: {
  guide: Guide;
  version: number;
  updates: number;
  offer: { course: string; offer: string };
}) {
  const { revision } = guide;
  const day = formatDay(new Date(revision.date));
  return (
    <>
      {updates > 0 && (
        <Notice kind="info" title="The provider’s guide has a newer revision" className="mb-6">
          <p>
            {updates === 1 ? "One part" : `${updates} parts`} of it changed. Nothing is taken over by itself.{" "}
            <a href={paths.guideUpdate(offer)} className="link">
              Look at the differences
            </a>
          </p>
        </Notice>
      )}
      <DescriptionList
        items={[
          {
            term: "Participants read",
            detail: version === 0 ? "the provider’s guide" : `revision ${version}, of ${day}, by ${revision.author}`,
          },
          { term: "Last checked", detail: formatDay(new Date(guide.lastChecked)) },
          { term: "Labels", detail: guide.labels.join(", ") },
        ]}
      />
      <div className="mt-5 flex flex-wrap gap-3">
        <PostForm action={checkTodayAction} hidden={{ ...offer, version: String(version) }}>
          <SubmitButton variant="secondary">I have checked it today</SubmitButton>
        </PostForm>
        <LinkButton href={paths.guideAbout(offer)} variant="secondary">
          Title, labels, related guides
        </LinkButton>
        <LinkButton href={paths.guideRevisions(offer)} variant="secondary">
          Revisions
        </LinkButton>
        <LinkButton href={paths.adminAttachments(offer.course)} variant="quiet">
          Attach a PDF to the course
        </LinkButton>
      </div>
    </>
  );
}
