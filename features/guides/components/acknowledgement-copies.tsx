import { CopyButton } from "@/components/ui/copy-button";
import type { AcknowledgementCopy } from "@/lib/acknowledgement-formats";

/** The acknowledgement in each form, ready to copy: by button where there is a script, by hand where there is none. */
export function AcknowledgementCopies({ copies }: { copies: readonly AcknowledgementCopy[] }) {
  return (
    <div className="max-w-text space-y-8">
      {copies.map((copy) => (
        <section key={copy.format} className="keep-together">
          <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
            <h3 className="text-lg">{copy.label}</h3>
            <CopyButton
              fromId={`acknowledgement-${copy.format}`}
              size="small"
              label={`Copy as ${copy.format === "plain" ? "plain text" : copy.label}`}
            />
          </div>
          <pre
            id={`acknowledgement-${copy.format}`}
            translate="no"
            className={`border border-line bg-sunk p-4 text-sm whitespace-pre-wrap wrap-anywhere select-all ${
              copy.format === "plain" ? "font-sans" : "font-mono"
            }`}
          >
            {copy.text}
          </pre>
        </section>
      ))}
    </div>
  );
}
