import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { DeskNotice } from "@/features/courses/components/desk-notice";
import { MessagePage } from "@/features/messages/deliveries/components/message-page";
import { loadMessage } from "@/features/messages/deliveries/loaders";
import type { Query } from "@/features/messages/schema";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Message" };

type Props = { params: Promise<{ course: string; message: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  const query = await searchParams;
  const view = await loadMessage({ ...(await params), query });
  const { person, course, message } = view;
  const crumbs = [{ label: "Messages", href: paths.messages(course.slug) }, { label: message.subject }];
  return (
    <Desk person={person} course={course} current="messages" crumbs={crumbs}>
      <DeskNotice query={query} />
      <MessagePage view={view} />
    </Desk>
  );
}
