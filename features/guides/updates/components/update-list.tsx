import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { paths } from "@/lib/paths";
import { WordDifference } from "../../revisions/components/word-difference";
import { settleUpdateAction } from "../actions";
import type { GuideUpdate } from "../rules";

const DID = {
  changed: "The provider’s guide reads differently here.",
  added: "The provider’s guide has a new page.",
  removed: "The provider’s guide no longer has this page.",
};

/** What the provider changed, page by page, each with the choice to take it or to keep one's own. */
export function UpdateList({
  updates,
  version,
  offer,
}: {
  updates: readonly GuideUpdate[];
  version: number;
  offer: { course: string; offer: string };
}) {
  if (updates.length === 0) {
    const back = (
      <LinkButton href={paths.guideEditor(offer)} variant="secondary">
        Back to the guide
      </LinkButton>
    );
    return (
      <EmptyState title="Nothing new from the provider" action={back}>
        You have seen everything that changed.
      </EmptyState>
    );
  }
  const sections = updates.map(({ slug, title, did, own, differences }) => {
    const choose = (choice: "take" | "keep") => ({ ...offer, page: slug, version: String(version), choice });
    return (
      <Section
        key={slug}
        title={title}
        intro={`${DID[did]} ${own ? "You have words of your own here, which taking the provider’s replaces." : "You had left this page as it was."}`}
      >
        <WordDifference fields={differences} />
        <div className="mt-5 flex flex-wrap gap-3">
          <PostForm action={settleUpdateAction} hidden={choose("take")}>
            <SubmitButton variant="secondary">
              Take the provider’s words<span className="sr-only"> of “{title}”</span>
            </SubmitButton>
          </PostForm>
          <PostForm action={settleUpdateAction} hidden={choose("keep")}>
            <SubmitButton variant="quiet">
              Keep mine<span className="sr-only"> of “{title}”</span>
            </SubmitButton>
          </PostForm>
        </div>
      </Section>
    );
  });
  return (
    <>
      <p className="max-w-text">
        Each choice is saved as a new revision. Words that you take stand in the guide at once; to have your own back,
        restore the revision before under{" "}
        <a className="link" href={paths.guideRevisions(offer)}>
          Revisions
        </a>
        .
      </p>
      {sections}
    </>
  );
}
