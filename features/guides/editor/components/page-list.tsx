import { SubmitButton } from "@/components/ui/submit-button";
import type { GuidePage } from "@/content/guides/types";
import { PostForm } from "@/features/courses/components/post-form";
import { paths } from "@/lib/paths";
import { movePageAction } from "../actions";

type Ref = { course: string; offer: string };

/** The pages of a guide in their order, each with the ways to change, move and take it out. */
export function PageList({ pages, offer, version }: { pages: readonly GuidePage[]; offer: Ref; version: number }) {
  return (
    <ol className="border-t border-line">
      {pages.map((page, index) => (
        <li
          key={page.slug}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3"
        >
          <div className="min-w-0 flex-1 basis-72">
            <a href={paths.editGuidePage({ ...offer, page: page.slug })} className="link font-semibold">
              {page.number === undefined ? page.title : `Step ${page.number}. ${page.title}`}
            </a>
            <p className="text-sm text-muted">{page.summary}</p>
          </div>
          <div className="flex flex-wrap gap-x-4">
            <a href={paths.guideFigure({ ...offer, page: page.slug })} className="button button-quiet button-small">
              Figure<span className="sr-only"> of “{page.title}”</span>
            </a>
            {index > 1 && <Move {...{ page, offer, version }} to="up" word="Up" />}
            {index > 0 && index < pages.length - 1 && <Move {...{ page, offer, version }} to="down" word="Down" />}
            {index > 0 && <Move {...{ page, offer, version }} to="out" word="Take out" />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Move({
  page,
  offer,
  version,
  to,
  word,
}: {
  page: GuidePage;
  offer: Ref;
  version: number;
  to: "up" | "down" | "out";
  word: string;
}) {
  return (
    <PostForm action={movePageAction} hidden={{ ...offer, page: page.slug, version: String(version), to }}>
      <SubmitButton variant="quiet" size="small">
        {word}
        <span className="sr-only"> “{page.title}”</span>
      </SubmitButton>
    </PostForm>
  );
}
