import type { ReactNode } from "react";
import { Body, Container, Head, Html, Link, Preview, render, Text, toPlainText } from "react-email";
import { environment } from "./env";
import type { Mail } from "./mailer";

const FACE = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif";

/** Looks for the elements of a letter. Mail programs know neither style sheets nor variables, so they are written into each element. */
export const letterStyle = {
  heading: { margin: "0 0 16px", fontSize: "24px", lineHeight: "30px", fontWeight: 700, color: "#1c2124" },
  text: { margin: "0 0 16px", fontSize: "16px", lineHeight: "25px", color: "#1c2124" },
  small: { margin: "0 0 12px", fontSize: "14px", lineHeight: "21px", color: "#4b5256" },
  button: {
    display: "inline-block",
    padding: "13px 26px",
    borderRadius: "6px",
    backgroundColor: "#0a4951",
    color: "#ffffff",
    fontSize: "17px",
    fontWeight: 600,
    textDecoration: "none",
  },
} as const;

// In plain text a heading is not shouted.
export const PLAIN_TEXT: Parameters<typeof toPlainText>[1] = {
  selectors: ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
    selector,
    options: { uppercase: false, leadingLineBreaks: 1 },
  })),
};

/**
 * A mail of the portal, as HTML and as plain text of the same words. `preview` is the line that mail programs show beside the
 * subject. The children are elements of react-email; what carries `data-skip-in-text` is left out of the plain text. For the worker only:
 * a page cannot render to a string.
 */
export async function renderLetter({
  to,
  subject,
  preview,
  children,
}: {
  to: string;
  subject: string;
  preview: string;
  children: ReactNode;
}): Promise<Mail> {
  const html = await render(
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{preview}</Preview>
      <Body style={{ margin: 0, backgroundColor: "#fbf9f4", fontFamily: FACE }}>
        <Container style={{ maxWidth: "560px", margin: "0 auto", padding: "32px 24px" }}>
          <Text style={{ margin: "0 0 28px", fontSize: "18px", fontWeight: 700, color: "#0a4951" }}>Bursar</Text>
          {children}
          <Text
            style={{ ...letterStyle.small, margin: "28px 0 0", borderTop: "1px solid #dcd5c6", paddingTop: "14px" }}
          >
            Sent by the course portal at{" "}
            <Link href={environment().publicUrl} style={{ color: "#0a4951" }}>
              {environment().publicUrl}
            </Link>
          </Text>
        </Container>
      </Body>
    </Html>,
  );
  return { to, subject, html, text: `${toPlainText(html, PLAIN_TEXT).trim()}\n` };
}
