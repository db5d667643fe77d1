import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import type { DecisionQuery } from "@/features/credits/components/decision-notice";
import { RequestsPage } from "@/features/credits/requests/components/requests-page";
import { loadRequests } from "@/features/credits/requests/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Requests" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<DecisionQuery & { after?: string | string[] }>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, ...view } = await loadRequests({ ...at, after: query.after });
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Requests" }];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <RequestsPage at={at} view={view} timeZone={course.timeZone} query={query} />
    </Desk>
  );
}
