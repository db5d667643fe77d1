import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { retryBulkActAction } from "@/features/credits/bulk/actions";
import { BulkActPage } from "@/features/credits/bulk/components/bulk-act-page";
import { loadBulkAct } from "@/features/credits/bulk/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Many codes at once" };

type Props = { params: Promise<{ course: string; offer: string; bulk: string }> };

export default async function Page({ params }: Props) {
  const { bulk, ...at } = await params;
  const { person, ...view } = await loadBulkAct({ ...at, bulk });
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: "Many at once" },
  ];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <BulkActPage
        view={view}
        href={paths.bulkAct({ ...at, bulk })}
        again={{ action: retryBulkActAction, hidden: { ...at, bulk } }}
        back={{ href: paths.allocations(at), label: "Go to the allocations" }}
      />
    </Desk>
  );
}
