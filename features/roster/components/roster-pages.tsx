import { Pager } from "@/components/ui/pager";
import { paths } from "@/lib/paths";

/** The way through a long roster, 200 people at a time. */
export function RosterPages({
  course,
  search,
  after,
  page,
}: {
  course: string;
  search: string;
  after: string;
  page: { next: string | null; total: number };
}) {
  if (page.next === null && after === "") {
    return null;
  }
  const address = (query: Record<string, string>) => {
    const filled = Object.entries({ search, ...query }).filter(([, value]) => value !== "");
    return `${paths.roster(course)}?${new URLSearchParams(filled)}`;
  };
  return (
    <Pager
      label={`Pages of the roster, ${page.total.toLocaleString("en")} people in all`}
      previous={after === "" ? undefined : { href: address({}), label: "The first page" }}
      next={page.next === null ? undefined : { href: address({ after: page.next }), label: "The next page" }}
    />
  );
}
