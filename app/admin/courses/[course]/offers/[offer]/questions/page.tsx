import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { QuestionsPage } from "@/features/offers/questions/components/questions-page";
import { loadQuestions } from "@/features/offers/questions/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Questions" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<DeskQuery & { edit?: string | string[] }>;
};

export default async function Page({ params, searchParams }: Props) {
  const [at, query] = [await params, await searchParams];
  const { person, course, ...view } = await loadQuestions(at);
  const crumbs = [{ label: view.offer.name, href: paths.adminOffer(at) }, { label: "Questions" }];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeskNotice query={query} />
      <QuestionsPage at={at} view={view} editId={readIdentifier(query.edit)} />
    </Desk>
  );
}
