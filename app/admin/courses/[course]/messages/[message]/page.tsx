import type { Metadata } from "next";
import { cache } from "react";
import { Desk } from "@/app/admin/desk";
import { DeskNotice } from "@/features/courses/components/desk-notice";
import { MessagePage } from "@/features/messages/deliveries/components/message-page";
import { loadMessage } from "@/features/messages/deliveries/loaders";
import type { Query } from "@/features/messages/schema";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ course: string; message: string }>; searchParams: Promise<Query> };
const load = cache((course: string, message: string, after?: string, state?: string) =>
  loadMessage({ course, message, query: { after, state } }),
);

async function find({ params, searchParams }: Props) {
  const [{ course, message }, { after, state }] = await Promise.all([params, searchParams]);
  return load(course, message, [after].flat()[0], [state].flat()[0]);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { message, course } = await find(props);
  return { title: `${message.subject}: ${course.title}` };
}

export default async function Page(props: Props) {
  const view = await find(props);
  const { person, course, message } = view;
  const crumbs = [{ label: "Messages", href: paths.messages(course.slug) }, { label: message.subject }];
  return (
    <Desk person={person} course={course} current="messages" crumbs={crumbs}>
      <DeskNotice query={await props.searchParams} />
      <MessagePage view={view} />
    </Desk>
  );
}
