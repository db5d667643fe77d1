import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { GuideFigure as Figure } from "@/content/guides/types";
import { PostForm } from "@/features/courses/components/post-form";
import { GuideFigure } from "../../components/guide-figure";
import { removeScreenshotAction } from "../actions";
import { ScreenshotForm } from "./screenshot-form";

type Ref = { course: string; offer: string; page: string };

/** The figure of a page as participants see it, and the ways to put a screenshot in its place and to take it back. */
export function FigureAtDesk({ figure, page, version }: { figure: Figure | null; page: Ref; version: number }) {
  const hidden = { ...page, version: String(version) };
  return (
    <>
      {figure ? (
        <GuideFigure figure={figure} course={page.course} offer={page.offer} />
      ) : (
        <EmptyState title="This page has no figure yet">A screenshot becomes its figure.</EmptyState>
      )}
      {figure?.image && (
        <PostForm action={removeScreenshotAction} hidden={hidden} className="mt-5">
          <SubmitButton variant="secondary">
            {figure.image.before ? "Show the drawing again" : "Take the screenshot out"}
          </SubmitButton>
        </PostForm>
      )}
      <Section
        title={figure?.image ? "Another screenshot" : "A screenshot in its place"}
        intro="Caption and numbered list stay as they are; change them with the words of the page."
      >
        <ScreenshotForm hidden={hidden} alt={figure?.image?.alt ?? ""} />
      </Section>
    </>
  );
}
