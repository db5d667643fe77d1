import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import type { ActQuery } from "@/features/credits/allocations/components/act-notice";
import { HistoryPage } from "@/features/credits/histories/components/history-page";
import { loadHistory } from "@/features/credits/histories/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Allocation" };

type Props = {
  params: Promise<{ course: string; offer: string; allocation: string }>;
  searchParams: Promise<ActQuery>;
};

export default async function Page({ params, searchParams }: Props) {
  const { allocation, ...at } = await params;
  const { person, ...view } = await loadHistory({ ...at, allocation });
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: view.allocation.name || view.allocation.email },
  ];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <HistoryPage at={at} view={view} query={await searchParams} />
    </Desk>
  );
}
