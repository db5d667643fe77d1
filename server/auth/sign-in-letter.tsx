import { Heading, Link, Section, Text } from "react-email";
import { paths } from "@/lib/paths";
import { environment } from "../env";
import type { Mail } from "../mailer";
import { letterStyle, renderLetter } from "../render-letter";
import { formatSignInCode, type SignInSecrets } from "./sign-in-secrets";

/** The sign-in mail: a link, and a code for those who read their mail on another device than the one they sign in on. */
export function renderSignInLetter({
  to,
  secrets,
  next,
}: {
  to: string;
  secrets: SignInSecrets;
  next?: string;
}): Promise<Mail> {
  const query = new URLSearchParams({ token: secrets.link, ...(next && { next }) });
  const address = `${environment().publicUrl}${paths.confirmSignIn}?${query}`;
  return renderLetter({
    to,
    subject: "Sign in to Bursar",
    preview: "A link and a code, good for ten minutes.",
    children: (
      <>
        <Heading as="h1" style={letterStyle.heading}>
          Sign in to Bursar
        </Heading>
        <Text style={letterStyle.text}>Open this link and press the button on its page:</Text>
        <Section style={{ margin: "0 0 16px" }} data-skip-in-text="true">
          <Link href={address} style={letterStyle.button}>
            Open the sign-in page
          </Link>
        </Section>
        <Text style={{ ...letterStyle.small, margin: "0 0 24px", wordBreak: "break-all" }}>
          <Link href={address} style={{ color: "#0a4951" }}>
            {address}
          </Link>
        </Text>
        <Text style={letterStyle.text}>Or type this code on the page where you asked for the mail:</Text>
        <Text style={CODE}>{formatSignInCode(secrets.code)}</Text>
        <Text style={letterStyle.small}>Either works once, within ten minutes of your asking.</Text>
        <Text style={letterStyle.small}>
          If you did not ask for this, somebody typed your address by mistake. Leave the mail alone: nobody gets in
          without it. We never ask for the code by telephone or in a reply.
        </Text>
      </>
    ),
  });
}

/** The mail with which a signed-in person confirms again who they are: a code only, because a link would open in another browser. */
export function renderConfirmationLetter({ to, secrets }: { to: string; secrets: SignInSecrets }): Promise<Mail> {
  return renderLetter({
    to,
    subject: "Your code to confirm that it is you",
    preview: "Good for ten minutes, in the browser that asked.",
    children: (
      <>
        <Heading as="h1" style={letterStyle.heading}>
          Confirm that it is you
        </Heading>
        <Text style={letterStyle.text}>Type this code on the page where you asked for it:</Text>
        <Text style={CODE}>{formatSignInCode(secrets.code)}</Text>
        <Text style={letterStyle.small}>It works once, within ten minutes, and signs nobody in.</Text>
        <Text style={letterStyle.small}>
          If you did not ask for this, somebody else is at a screen where you are signed in: sign out everywhere. We
          never ask for the code by telephone or in a reply.
        </Text>
      </>
    ),
  });
}

const CODE = {
  margin: "0 0 24px",
  fontFamily: "'Source Code Pro', Menlo, Consolas, monospace",
  fontSize: "28px",
  lineHeight: "36px",
  fontWeight: 600,
  letterSpacing: "2px",
  color: "#1c2124",
} as const;
