import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { BulkActPage } from "@/features/credits/bulk/components/bulk-act-page";
import { retryDecisionsAction } from "@/features/credits/decisions/actions";
import { loadDecisions } from "@/features/credits/decisions/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Many requests at once" };

type Props = { params: Promise<{ course: string; offer: string; decisions: string }> };

export default async function Page({ params }: Props) {
  const { decisions: bulk, ...at } = await params;
  const { person, ...view } = await loadDecisions({ ...at, bulk });
  const back = { href: paths.requests(at), label: "Go to the requests" };
  const crumbs = [
    { label: view.offer.name, href: person.mayInstruct ? paths.adminOffer(at) : undefined },
    { label: "Requests", href: back.href },
    { label: "Many at once" },
  ];
  return (
    <Desk person={person} course={view.course} current="offers" crumbs={crumbs}>
      <BulkActPage
        view={view}
        href={paths.decisions({ ...at, bulk })}
        again={{ action: retryDecisionsAction, hidden: { ...at, bulk } }}
        back={back}
      />
    </Desk>
  );
}
