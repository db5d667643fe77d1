import type { Guide } from "@/content/guides/types";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { formatDay } from "@/lib/dates";
import { escapeMarkdown } from "@/lib/markdown";
import { paths } from "@/lib/paths";

/**
 * The end of every page of a guide: when it was checked, and its revision; on the guide's own page (no `page`) also how it was checked, its
 * labels, and what is related. What a revision changed is for its editors and stands in their list. Written as Markdown, so that the whole
 * is one block, kept by its text, on the pages that are read most.
 */
export function GuideColophon({
  guide,
  course,
  offer,
  page,
}: {
  guide: Guide;
  course: string;
  offer: string;
  page?: string;
}) {
  return (
    <footer id="about" className="mt-10 max-w-text border-t border-line pt-5 text-sm text-muted">
      <MarkdownBlock text={writeColophon({ guide, course, offer, page })} />
    </footer>
  );
}

function writeColophon({ guide, course, offer, page }: Parameters<typeof GuideColophon>[0]): string {
  const { revision } = guide;
  const day = (text: string) => formatDay(new Date(text));
  const links = guide.related.map((reference) => {
    const href = reference.page
      ? paths.guidePage({ course, offer, page: reference.page })
      : paths.guide({ course, offer: reference.offer ?? offer });
    return `- [${escapeMarkdown(reference.title)}](${href})`;
  });
  const checked = `**Last checked on ${day(guide.lastChecked)}.**`;
  const revised = `Revision ${revision.number}, updated on ${day(revision.date)} by ${escapeMarkdown(revision.author)}`;
  if (page !== undefined) {
    return `${checked} ${revised}. [How it was checked](${paths.guide({ course, offer })}#about)`;
  }
  return [
    `${checked} ${escapeMarkdown(guide.howChecked)}`,
    `${revised}; created on ${day(guide.created)}.`,
    `Labels: ${escapeMarkdown(guide.labels.join(", "))}`,
    ...(links.length > 0 ? ["See also:", links.join("\n")] : []),
  ].join("\n\n");
}
