import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { ConfirmGiving } from "@/features/credits/bulk/components/confirm-giving";
import { loadGiving } from "@/features/credits/bulk/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Give codes" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const at = await params;
  const { person, course, ...view } = await loadGiving({ ...at, query: await searchParams });
  if (view.scope === "ticked" && view.ticked.length === 0) {
    redirect(`${paths.giveCodes(at)}?refused=nothing-chosen`);
  }
  const crumbs = [
    { label: view.offer.name, href: paths.adminOffer(at) },
    { label: "Give codes by hand", href: paths.giveCodes(at) },
    { label: "Before you go on" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <ConfirmGiving at={at} view={{ course, ...view }} />
    </Desk>
  );
}
