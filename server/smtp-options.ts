import { isLoopback } from "./loopback";

/** Milliseconds. */
const LONGEST_WAIT = 10_000;
const LONGEST_SILENCE = 30_000;

/**
 * How the mail server of SMTP_URL is spoken to: with bounded waits, and in TLS. `smtp://` begins in plain text and changes to TLS by STARTTLS; a server that offers none is
 * refused before user, password or a sign-in link go out, unless SMTP_TLS is "optional" or it is on this very machine.
 */
export function smtpOptions({
  smtpUrl: url,
  smtpTls,
  longestWait = LONGEST_WAIT,
}: {
  smtpUrl: string;
  smtpTls: "required" | "optional";
  longestWait?: number;
}) {
  return {
    url,
    requireTLS: smtpTls === "required" && !isLoopback(new URL(url).hostname),
    dnsTimeout: longestWait,
    connectionTimeout: longestWait,
    greetingTimeout: longestWait,
    socketTimeout: Math.max(longestWait, LONGEST_SILENCE),
  };
}
