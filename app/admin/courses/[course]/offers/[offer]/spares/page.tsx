import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import type { ActQuery } from "@/features/credits/allocations/components/act-notice";
import { SparesPage } from "@/features/credits/spares/components/spares-page";
import { loadSpares } from "@/features/credits/spares/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Spares and moves" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<ActQuery> };

export default async function Page({ params, searchParams }: Props) {
  const at = await params;
  const { person, ...view } = await loadSpares(at);
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Spares and moves" }];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <SparesPage at={at} view={view} query={await searchParams} />
    </Desk>
  );
}
