import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import { GuideColophon } from "@/features/guides/components/guide-colophon";
import { GuideProgress } from "@/features/guides/components/guide-progress";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import type { GuideOverviewItem, GuideOverviewView } from "@/features/guides/rules";
import { paths } from "@/lib/paths";

const badges: Record<GuideOverviewItem["state"], { tone: Tone; word: string }> = {
  done: { tone: "positive", word: "Done" },
  next: { tone: "info", word: "Next" },
  open: { tone: "neutral", word: "To do" },
  "look-up": { tone: "neutral", word: "To look up" },
};

/**
 * The contents of a guide with the state of each page, what comes next, other ways, and the provider's own pages. Prints on one sheet. `end` stands
 * at the head once every page is marked. */
export function GuideOverview({
  view,
  course,
  offer,
  end,
}: {
  view: GuideOverviewView;
  course: string;
  offer: string;
  end: ReactNode;
}) {
  const { guide, items, next } = view;
  return (
    <article>
      <PageHeader title={guide.title} lead={guide.summary} kicker={guide.provider.name} />
      <div className="max-w-text space-y-5">
        {!next && end}
        <GuideProgress progress={view.progress} />
        {next && (
          <LinkButton href={paths.guidePage({ course, offer, page: next.slug })} className="no-print">
            {view.progress.done === 0 ? "Begin" : "Go on"}: {next.title}
          </LinkButton>
        )}
      </div>
      <ol className="mt-8 max-w-text border-t border-line">
        {items.map((item) => (
          <li
            key={item.slug}
            className="keep-together grid grid-cols-[1fr_auto] items-baseline gap-x-4 border-b border-line py-3"
          >
            <a href={paths.guidePage({ course, offer, page: item.slug })} className="link font-semibold">
              {item.number === null ? item.title : `Step ${item.number}. ${item.title}`}
            </a>
            <StatusBadge tone={badges[item.state].tone}>{badges[item.state].word}</StatusBadge>
            <span className="col-span-2 text-muted">{item.summary}</span>
          </li>
        ))}
      </ol>
      {view.otherWays.length > 0 && (
        <Section title="Other ways" className="no-print">
          {view.otherWays.map((way) => (
            <MarkdownBlock key={way.slug} text={`## ${way.title}\n\n${way.body}`} firstHeading={3} />
          ))}
        </Section>
      )}
      <Section title={`Pages of ${guide.provider.name}`}>
        <ul className="max-w-text space-y-2">
          {guide.resources.map((resource) => (
            <li key={resource.url}>
              <a className="link" href={resource.url} rel="external noopener noreferrer">
                {resource.title}
              </a>
              : {resource.about}
            </li>
          ))}
        </ul>
      </Section>
      <GuideColophon guide={guide} course={course} offer={offer} />
    </article>
  );
}
