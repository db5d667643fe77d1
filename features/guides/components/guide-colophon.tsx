import type { Guide } from "@/content/guides/types";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { formatDay } from "@/lib/dates";
import { escapeMarkdown } from "@/lib/markdown";
import { paths } from "@/lib/paths";

/**
 * The end of every page of a guide: when it was checked and how, its revision, its labels, and what is related. Written as Markdown, so
 * that the whole is one block, kept by its text, on the pages that are read most.
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
    <footer className="mt-10 max-w-text border-t border-line pt-5 text-sm text-muted">
      <MarkdownBlock text={writeColophon({ guide, course, offer, page })} />
    </footer>
  );
}

function writeColophon({ guide, course, offer, page }: Parameters<typeof GuideColophon>[0]): string {
  const { revision } = guide;
  const day = (text: string) => formatDay(new Date(text));
  const related = guide.related.filter((reference) => reference.page !== page);
  const links = related.map((reference) => {
    const href = reference.page
      ? paths.guidePage({ course, offer, page: reference.page })
      : paths.guide({ course, offer: reference.offer ?? offer });
    return `- [${escapeMarkdown(reference.title)}](${href})`;
  });
  return [
    `**Last checked on ${day(guide.lastChecked)}.** ${escapeMarkdown(guide.howChecked)}`,
    `Revision ${revision.number}, updated on ${day(revision.date)} by ${escapeMarkdown(revision.author)}; created on ${day(guide.created)}. ${escapeMarkdown(revision.change)}`,
    `Labels: ${escapeMarkdown(guide.labels.join(", "))}`,
    ...(links.length > 0 ? ["Related guides:", links.join("\n")] : []),
  ].join("\n\n");
}
