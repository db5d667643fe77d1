import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { ReplacePage } from "@/features/credits/allocations/components/replace-page";
import { loadAllocationForAct } from "@/features/credits/allocations/loaders";
import { mayReplace } from "@/features/credits/allocations/rules";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Replace a code" };

type Props = { params: Promise<{ course: string; offer: string; allocation: string }> };

export default async function Page({ params }: Props) {
  const { allocation: id, ...at } = await params;
  const { person, allocation, ...view } = await loadAllocationForAct({ ...at, allocation: id });
  if (!allocation || !mayReplace(allocation)) {
    redirect(`${paths.allocations(at)}?refused=changed`);
  }
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: allocation.name || allocation.email, href: paths.allocation({ ...at, allocation: id }) },
    { label: "Replace" },
  ];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <ReplacePage at={at} view={view} allocation={allocation} />
    </Desk>
  );
}
