import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { ReconcilePage } from "@/features/credits/reconciliation/components/reconcile-page";
import { loadFreeze } from "@/features/credits/reconciliation/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Reconcile the pool" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const at = await params;
  const { person, ...view } = await loadFreeze(at);
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Reconcile the pool" }];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <ReconcilePage at={at} view={view} query={await searchParams} />
    </Desk>
  );
}
