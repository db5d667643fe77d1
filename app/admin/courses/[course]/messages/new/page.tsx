import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { NewMessagePage } from "@/features/messages/drafts/components/new-message-page";
import { loadNewMessage } from "@/features/messages/drafts/loaders";
import type { Query } from "@/features/messages/schema";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Write a message" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  const query = await searchParams;
  const view = await loadNewMessage({ ...(await params), query });
  const { person, course } = view;
  const crumbs = [{ label: "Messages", href: paths.messages(course.slug) }, { label: "Write a message" }];
  return (
    <Desk person={person} course={course} current="messages" crumbs={crumbs}>
      <NewMessagePage view={view} query={query} />
    </Desk>
  );
}
