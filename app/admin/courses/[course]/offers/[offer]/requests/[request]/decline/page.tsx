import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { DeclinePage } from "@/features/credits/requests/components/decline-page";
import { loadOpenRequest } from "@/features/credits/requests/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Decline a request" };

type Props = { params: Promise<{ course: string; offer: string; request: string }> };

export default async function Page({ params }: Props) {
  const { request, ...at } = await params;
  const { person, course, open } = await loadOpenRequest({ ...at, request });
  if (!open) {
    redirect(`${paths.requests(at)}?refused=decided`);
  }
  const crumbs = [
    { label: open.offer.name, href: paths.adminOffer(at) },
    { label: "Requests", href: paths.requests(at) },
    { label: "Decline" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeclinePage at={at} request={open.request} timeZone={course.timeZone} />
    </Desk>
  );
}
