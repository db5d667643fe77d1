import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { ActPage } from "@/features/credits/allocations/components/act-page";
import { ReplacePage } from "@/features/credits/allocations/components/replace-page";
import { loadAct } from "@/features/credits/allocations/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Before you go on" };

type Props = { params: Promise<{ course: string; offer: string; allocation: string; act: string }> };

export default async function Page({ params }: Props) {
  const { allocation: id, act: asked, ...at } = await params;
  const { person, act, allowed, allocation, ...view } = await loadAct({ ...at, allocation: id, act: asked });
  if (!allocation) {
    redirect(`${paths.allocations(at)}?refused=changed`);
  }
  const page = paths.allocation({ ...at, allocation: id });
  if (!allowed) {
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
      {act === "replace" ? (
        <ReplacePage at={at} view={view} allocation={allocation} />
      ) : (
        <ActPage at={at} act={act} view={view} allocation={allocation} />
      )}
    </Desk>
  );
}
