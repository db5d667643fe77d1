import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import type { DecidedQuery } from "@/features/credits/requests/components/decided-notice";
import { DeclinePage } from "@/features/credits/requests/components/decline-page";
import { loadOpenRequests } from "@/features/credits/requests/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Decline requests" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DecidedQuery> };

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, offer, open, place, gone } = await loadOpenRequests({ ...at, query });
  if (open.length === 0) {
    redirect(`${paths.requests(at)}?done=decided&decided=${Math.max(gone, 1)}`);
  }
  const crumbs = [
    { label: offer.name, href: person.mayInstruct ? paths.adminOffer(at) : undefined },
    { label: "Requests", href: paths.requests(at) },
    { label: "Decline" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeclinePage place={{ at, ...place }} open={open} gone={gone} timeZone={course.timeZone} />
    </Desk>
  );
}
