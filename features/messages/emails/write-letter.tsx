import { Link, Section, Text, toPlainText } from "react-email";
import { composeLetter, type LetterFacts } from "@/features/messages/rules";
import { renderMarkdown } from "@/lib/markdown";
import { letterStyle, PLAIN_TEXT, renderLetter } from "@/server/render-letter";

/**
 * Writes one person's mail of a message. As plain text it holds the same words without Markdown's marks. There is no code among its facts, so that
 * there is none in the mail: it links to the pages where one is requested and shown.
 */
export async function writeLetter({
  to,
  subject,
  messageId,
  publicUrl,
  facts,
}: {
  to: string;
  subject: string;
  messageId: string;
  publicUrl: string;
  facts: LetterFacts;
}) {
  const { greeting, body, steps, closing } = composeLetter(facts);
  const mail = await renderLetter({
    to,
    subject,
    preview: subject,
    children: (
      <>
        <Text style={letterStyle.text}>{greeting}</Text>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by lib/markdown, whose property test holds it to that. */}
        <div style={letterStyle.text} dangerouslySetInnerHTML={{ __html: renderMarkdown(body) }} />
        {steps.map(({ slug, sentence, label, path }) => (
          <Section key={slug} style={{ margin: "0 0 16px", borderLeft: "3px solid #0a4951", paddingLeft: "14px" }}>
            <Text style={{ ...letterStyle.text, margin: "0 0 6px" }}>{sentence}</Text>
            <Link href={publicUrl + path} style={{ color: "#0a4951", fontSize: "16px", fontWeight: 600 }}>
              {label}
            </Link>
          </Section>
        ))}
        <Text style={letterStyle.small}>{closing}</Text>
      </>
    ),
  });
  const listed = steps.map(({ sentence, path }) => `- ${sentence}\n  ${publicUrl}${path}`);
  const words = toPlainText(renderMarkdown(body), PLAIN_TEXT).trim();
  const text = [greeting, words, ...(listed.length > 0 ? [listed.join("\n")] : []), closing, `Sent by ${publicUrl}`];
  const { contactName: name, contactAddress: address } = facts.course;
  return { ...mail, text: `${text.join("\n\n")}\n`, messageId, replyTo: { name, address } };
}
