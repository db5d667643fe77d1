import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import type { DecidedQuery } from "@/features/credits/requests/components/decided-notice";
import { RequestsPage } from "@/features/credits/requests/components/requests-page";
import { loadRequests } from "@/features/credits/requests/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Requests" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DecidedQuery> };

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, view } = await loadRequests({ ...at, query });
  const offerHref = person.mayInstruct ? paths.adminOffer(at) : undefined;
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[{ label: view.offer.name, href: offerHref }, { label: "Requests" }]}
    >
      <RequestsPage at={at} view={view} timeZone={course.timeZone} mayInstruct={person.mayInstruct} query={query} />
    </Desk>
  );
}
