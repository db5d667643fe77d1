import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { ReplacePage } from "@/features/credits/allocations/components/replace-page";
import { loadReplacement } from "@/features/credits/allocations/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Replace a code" };

type Props = { params: Promise<{ course: string; offer: string; allocation: string }> };

export default async function Page({ params }: Props) {
  const { allocation, ...at } = await params;
  const { person, course, replacement } = await loadReplacement({ ...at, allocation });
  if (!replacement) {
    redirect(`${paths.allocations(at)}?refused=changed`);
  }
  const crumbs = [
    { label: replacement.offer.name, href: paths.adminOffer(at) },
    { label: "Allocations", href: paths.allocations(at) },
    { label: "Replace" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <ReplacePage at={at} replacement={replacement} timeZone={course.timeZone} />
    </Desk>
  );
}
