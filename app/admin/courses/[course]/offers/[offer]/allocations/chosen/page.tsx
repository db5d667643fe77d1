import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { ChosenPage } from "@/features/credits/bulk/components/chosen-page";
import { loadChosen } from "@/features/credits/bulk/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Chosen allocations" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const at = await params;
  const { person, course, ...view } = await loadChosen({ ...at, query: await searchParams });
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: "Chosen" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <ChosenPage at={at} view={view} />
    </Desk>
  );
}
