import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { MessagesPage } from "@/features/messages/deliveries/components/messages-page";
import { loadMessages } from "@/features/messages/deliveries/loaders";

export const metadata: Metadata = { title: "Messages" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery & { before?: string | string[] }> };

export default async function Page({ params, searchParams }: Props) {
  const query = await searchParams;
  const view = await loadMessages({ ...(await params), query });
  return (
    <Desk person={view.person} course={view.course} current="messages" crumbs={[{ label: "Messages" }]}>
      <DeskNotice query={query} />
      <MessagesPage view={view} />
    </Desk>
  );
}
