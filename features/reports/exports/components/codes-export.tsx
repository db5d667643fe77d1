import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { paths } from "@/lib/paths";

type Offer = { slug: string; name: string; codes: number };

/**
 * The codes of an offer in the clear, by a form of their own and only for whoever has just confirmed who they are. `confirmPath` leads there; it is
 * null when that is done.
 */
export function CodesExport({
  course,
  offers,
  confirmPath,
}: {
  course: string;
  offers: readonly Offer[];
  confirmPath: string | null;
}) {
  const filled = offers.filter(({ codes }) => codes > 0);
  return (
    <Section id="codes" title="Codes" intro="All codes of one offer, readable, with who holds which." stacked>
      <Notice kind="warning" title="This is a file with money in it.">
        <p>
          Whoever has the file can redeem every code in it that is not redeemed yet, and a code that is spent cannot be
          called back. Take it only where nothing else will do, keep it encrypted, send it to nobody by mail, and delete
          it when it has served.
        </p>
        <p>Who took it, when, and how many codes it held is written into the trail.</p>
      </Notice>
      <div className="mt-6 max-w-text">
        {filled.length === 0 ? (
          <p className="text-muted">No offer of this course has codes yet.</p>
        ) : confirmPath ? (
          <>
            <p className="mb-4">Before codes leave the portal, confirm that it is you. It counts for ten minutes.</p>
            <LinkButton href={confirmPath} variant="secondary">
              Confirm that it is you
            </LinkButton>
          </>
        ) : (
          <form method="post" action={paths.exportCodes(course)} className="space-y-5">
            <SelectField
              name="offer"
              label="Offer"
              options={filled.map(({ slug, name, codes }) => ({
                value: slug,
                label: `${name}: ${codes.toLocaleString("en")} ${codes === 1 ? "code" : "codes"}`,
              }))}
            />
            <Button type="submit" variant="danger">
              Download the codes as CSV
            </Button>
          </form>
        )}
      </div>
    </Section>
  );
}
