import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { DecideAllPage } from "@/features/credits/decisions/components/decide-all-page";
import { loadDeciding } from "@/features/credits/decisions/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Decide all requests" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, ...view } = await loadDeciding({ ...at, query });
  const crumbs = [
    { label: view.offer.name, href: person.mayInstruct ? paths.adminOffer(at) : undefined },
    { label: "Requests", href: paths.requests(at) },
    { label: "All that match" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DecideAllPage at={at} view={view} />
    </Desk>
  );
}
