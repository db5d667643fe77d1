import { formatInstant } from "@/lib/dates";
import type { DemonstrationMailView } from "@/server/auth/demonstration-mails";

/** One mail as its plain text, with the links into this portal working. */
export function KeptMail({ mail: { to, subject, sentAt, timeZone, parts } }: { mail: DemonstrationMailView }) {
  return (
    <article className="max-w-text rounded-md border border-line bg-surface">
      <header className="border-b border-line px-5 py-3.5 sm:px-6">
        <h2 className="text-lg">{subject}</h2>
        <p className="mt-0.5 flex flex-wrap gap-x-4 text-sm text-muted">
          <span>
            To <span className="break-words text-ink">{to}</span>
          </span>
          <time dateTime={sentAt.toISOString()} className="tabular">
            {formatInstant(sentAt, timeZone)}
          </time>
        </p>
      </header>
      <div className="px-5 py-4 break-words whitespace-pre-wrap sm:px-6">
        {parts.map(({ text, href }) =>
          href ? (
            <a key={text} href={href} className="link break-all">
              {text}
            </a>
          ) : (
            text
          ),
        )}
      </div>
    </article>
  );
}
