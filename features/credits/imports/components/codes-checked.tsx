import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { CheckTotals } from "@/features/courses/components/check-totals";
import { PostForm } from "@/features/courses/components/post-form";
import { DiscardForm } from "@/features/courses/imports/components/discard-form";
import type { ImportView } from "@/features/courses/imports/queries";
import { describeFormat } from "@/features/courses/imports/rules";
import type { OddCodes } from "@/features/credits/checks/queries";
import { formatDay } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { importCodesAction } from "../actions";
import { askAside } from "../rules";
import { OddLines } from "./odd-lines";

/** What an import of codes would do, before it does it. */
export function CodesChecked({
  course,
  view,
  fresh,
  odd,
}: {
  course: string;
  view: ImportView;
  fresh: { days: readonly { day: Date | null; count: number }[]; links: number; amounts: number };
  odd: OddCodes | null;
}) {
  const { id, counts, fileName, format, offer } = view;
  const found = counts.NEW ?? 0;
  const days = fresh.days.filter(({ day }) => day !== null);
  return (
    <Section
      title="What was found"
      intro={`In ${fileName}${format ? `, read as ${describeFormat(format)}` : ""}. Nothing has been imported yet.`}
    >
      <CheckTotals
        totals={[
          { term: "New codes", count: found },
          { term: "With an amount of their own", count: fresh.amounts },
          { term: "With a link", count: fresh.links },
          ...days.map(({ day, count }) => ({ term: `Until ${day ? formatDay(day) : ""}`, count })),
          { term: "Duplicates in the file", count: counts.REPEATED ?? 0 },
          { term: "Already here", count: counts.HERE ?? 0 },
          { term: "In another pool", count: counts.ELSEWHERE ?? 0 },
          { term: "Expired", count: counts.EXPIRED ?? 0 },
          { term: "Malformed", count: counts.MALFORMED ?? 0 },
        ]}
      />
      {odd && <OddLines odd={odd} />}
      {found > 0 && (
        <PostForm action={importCodesAction} hidden={{ course, import: id }} className="mt-6 space-y-4">
          <Checkbox
            name="spares"
            optional
            label={askAside(found)}
            hint="Spares replace codes that do not work, and no request is answered with them."
          />
          <SubmitButton>{found === 1 ? "Import 1 code" : `Import ${found.toLocaleString("en")} codes`}</SubmitButton>
        </PostForm>
      )}
      <div className="mt-4 flex flex-wrap gap-3">
        {offer && (
          <LinkButton
            href={paths.codesImport({ course, offer: offer.slug })}
            variant={found > 0 ? "secondary" : "primary"}
          >
            Choose another file
          </LinkButton>
        )}
        <LinkButton href={paths.importReport({ course, import: id })} variant="secondary">
          Report by line (CSV)
        </LinkButton>
        <DiscardForm course={course} id={id} />
      </div>
    </Section>
  );
}
