import { DescriptionList } from "@/components/ui/description-list";
import type { PreviewView } from "@/features/messages/drafts/queries";

/** A mail as one of its people gets it. Its links lead nowhere here: they are the person's own pages. */
export function MailPreview({ mail }: { mail: NonNullable<PreviewView["mail"]> }) {
  return (
    <div className="max-w-text border border-line bg-surface">
      <div className="border-b border-line px-5 py-3">
        <DescriptionList
          className="border-t-0!"
          items={[
            { term: "To", detail: <span className="break-words">{mail.to}</span> },
            { term: "Answers go to", detail: <span className="break-words">{mail.replyTo}</span> },
            { term: "Subject", detail: <strong className="break-words">{mail.subject}</strong> },
          ]}
        />
      </div>
      <div className="space-y-4 px-5 py-5">
        <p>{mail.greeting}</p>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by lib/markdown, whose property test holds it to that. */}
        <div className="prose break-words" dangerouslySetInnerHTML={{ __html: mail.html }} />
        {mail.steps.map(({ slug, sentence, label }) => (
          <div key={slug} className="border-s-3 border-accent ps-4">
            <p>{sentence}</p>
            <p className="font-semibold text-accent">{label}</p>
          </div>
        ))}
        <p className="text-sm text-muted">{mail.closing}</p>
      </div>
    </div>
  );
}
