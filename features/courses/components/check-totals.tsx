import { DescriptionList } from "@/components/ui/description-list";

/** The totals of a dry run; those that are nothing are left out, except the first. */
export function CheckTotals({ totals }: { totals: readonly { term: string; count: number; lines?: string }[] }) {
  return (
    <DescriptionList
      items={totals
        .filter(({ count }, index) => count > 0 || index === 0)
        .map(({ term, count, lines }) => ({
          term,
          detail: (
            <>
              {count.toLocaleString("en")}
              {lines && <span className="text-muted">, on {lines}</span>}
            </>
          ),
        }))}
    />
  );
}
