import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { GivingPage } from "@/features/credits/bulk/components/giving-page";
import { loadGiving } from "@/features/credits/bulk/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Give codes by hand" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, ...view } = await loadGiving({ ...at, query });
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: "Give codes by hand" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <GivingPage at={at} view={{ course, ...view }} query={query} />
    </Desk>
  );
}
