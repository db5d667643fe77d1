import { DescriptionList } from "@/components/ui/description-list";
import { Section } from "@/components/ui/section";
import { formatInstant } from "@/lib/dates";
import type { ImportView } from "../queries";
import { describeFormat } from "../rules";

/** What came in: name, size, how it is read, when and from whom. */
export function FileFacts({ view, timeZone }: { view: ImportView; timeZone: string }) {
  const { fileName, size, digest, format, createdAt, createdBy, finishedAt, undoneAt } = view;
  return (
    <Section title="About the file">
      <DescriptionList
        items={[
          { term: "Name", detail: <span className="break-all">{fileName}</span> },
          ...(size > 0 ? [{ term: "Size", detail: writeSize(size) }] : []),
          ...(format ? [{ term: "Read as", detail: describeFormat(format) }] : []),
          {
            term: "Sent",
            detail: (
              <>
                {formatInstant(createdAt, timeZone)} <span className="text-muted">by {createdBy ?? "the portal"}</span>
              </>
            ),
          },
          ...(finishedAt ? [{ term: "Taken in", detail: formatInstant(finishedAt, timeZone) }] : []),
          ...(undoneAt ? [{ term: "Undone", detail: formatInstant(undoneAt, timeZone) }] : []),
          ...(digest
            ? [{ term: "SHA-256", detail: <code className="font-mono text-sm break-all">{digest}</code> }]
            : []),
        ]}
      />
    </Section>
  );
}

function writeSize(bytes: number): string {
  const units = ["bytes", "kB", "MB"] as const;
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return `${(bytes / 1_000 ** step).toLocaleString("en", { maximumFractionDigits: 1 })} ${units[step]}`;
}
