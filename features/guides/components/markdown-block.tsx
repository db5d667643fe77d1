import { renderMarkdown } from "@/lib/markdown";

/**
 * Markdown as one block of HTML. It is set as a string on purpose: the renderer sanitises it, keeps it by its text, and React then handles one
 * element instead of parsing and building a tree for each request.
 */
export function MarkdownBlock({
  text,
  firstHeading,
  className = "prose",
}: {
  text: string;
  firstHeading?: number;
  className?: string;
}) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by lib/markdown, whose property test holds it to that.
  return <div className={className} dangerouslySetInnerHTML={{ __html: renderMarkdown(text, { firstHeading }) }} />;
}
