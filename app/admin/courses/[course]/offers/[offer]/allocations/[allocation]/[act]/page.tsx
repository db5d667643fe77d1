import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { ActPage } from "@/features/credits/allocations/components/act-page";
import { loadAllocationForAct } from "@/features/credits/allocations/loaders";
import { mayAct, readAct } from "@/features/credits/allocations/rules";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Before you go on" };

type Props = { params: Promise<{ course: string; offer: string; allocation: string; act: string }> };

export default async function Page({ params }: Props) {
  const { allocation: id, act: asked, ...at } = await params;
  const act = readAct(asked) ?? notFound();
  const { person, allocation, ...view } = await loadAllocationForAct({ ...at, allocation: id });
  if (!allocation) {
    redirect(`${paths.allocations(at)}?refused=changed`);
  }
  const page = paths.allocation({ ...at, allocation: id });
  if (!mayAct(act, allocation)) {
    redirect(`${page}?refused=changed`);
  }
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: allocation.name || allocation.email, href: page },
    { label: "Before you go on" },
  ];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <ActPage at={at} act={act} view={view} allocation={allocation} />
    </Desk>
  );
}
