import { Notice, type NoticeKind } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import type { NoticeTone } from "@/content/guides/types";
import { GuideColophon } from "@/features/guides/components/guide-colophon";
import { GuideFigure } from "@/features/guides/components/guide-figure";
import { GuideProgress } from "@/features/guides/components/guide-progress";
import { type MarkDoneAction, MarkDoneForm } from "@/features/guides/components/mark-done-form";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { type GuidePageView, linkNames, nameLinks, splitLead } from "@/features/guides/rules";
import { paths } from "@/lib/paths";

const kinds: Record<NoticeTone, NoticeKind> = { info: "info", caution: "caution", warning: "warning" };

/** One page of a guide. `course` and `offer` are slugs; `markDone` records progress and may go on to the next page. */
export function GuidePage({
  view,
  course,
  offer,
  markDone,
}: {
  view: GuidePageView;
  course: string;
  offer: string;
  markDone: MarkDoneAction;
}) {
  const { guide, page, figure, previous, next } = view;
  const links = nameLinks({ guide, course, offer, page: page.slug });
  const { lead, rest } = splitLead(linkNames({ text: page.body, links }));
  const target = (to: typeof previous) =>
    to ? { href: paths.guidePage({ course, offer, page: to.slug }), label: to.title } : undefined;
  // A page for looking things up leads nowhere: whoever came here came from somewhere else.
  const last = page.done === undefined ? undefined : { href: paths.guide({ course, offer }), label: "After the guide" };
  return (
    <article>
      <PageHeader kicker={view.place} title={page.title} />
      {figure ? (
        // Beside the text where there is room; on a phone right behind the steps that speak of it.
        <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:grid-rows-[auto_1fr] lg:gap-x-12">
          <MarkdownBlock text={lead} />
          <div className="my-6 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:mt-1">
            <GuideFigure figure={figure} course={course} offer={offer} />
          </div>
          {rest !== "" && <MarkdownBlock text={rest} className="prose mt-8" />}
        </div>
      ) : (
        <MarkdownBlock text={linkNames({ text: page.body, links })} />
      )}
      {page.notices.length > 0 && (
        <div className="mt-8 space-y-6">
          {page.notices.map((notice) => (
            <Notice key={notice.title} kind={kinds[notice.tone]} title={notice.title}>
              <MarkdownBlock text={linkNames({ text: notice.body, links })} className="space-y-2" />
            </Notice>
          ))}
        </div>
      )}
      {page.done !== undefined && (
        <MarkDoneForm
          action={markDone}
          course={course}
          offer={offer}
          page={page.slug}
          isDone={view.isDone}
          label={page.done}
        />
      )}
      <Pager label="Pages of the guide" previous={target(previous)} next={target(next) ?? last} />
      <div className="mt-6 max-w-text">
        <GuideProgress progress={view.progress} />
      </div>
      <GuideColophon guide={guide} course={course} offer={offer} page={page.slug} />
    </article>
  );
}
