import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import type { ActQuery } from "@/features/credits/allocations/components/act-notice";
import { AllocationsPage } from "@/features/credits/allocations/components/allocations-page";
import { loadAllocations } from "@/features/credits/allocations/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Allocations" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<ActQuery & Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, ...view } = await loadAllocations({ ...at, query });
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Allocations" }];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <AllocationsPage at={at} view={view} query={query} />
    </Desk>
  );
}
