import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { AllocationsPage } from "@/features/credits/allocations/components/allocations-page";
import { loadAllocations } from "@/features/credits/allocations/loaders";
import type { DecisionQuery } from "@/features/credits/components/decision-notice";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Allocations" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<DecisionQuery & { after?: string | string[] }>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, ...view } = await loadAllocations({ ...at, after: query.after });
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Allocations" }];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <AllocationsPage at={at} view={view} timeZone={course.timeZone} query={query} />
    </Desk>
  );
}
