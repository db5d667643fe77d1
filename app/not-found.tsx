import type { Metadata } from "next";
import { BarePage } from "@/components/layout/bare-page";
import { NothingHere } from "@/components/layout/nothing-here";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFoundPage() {
  return (
    <BarePage homeHref={paths.landing}>
      <NothingHere coursesHref={paths.courses} helpHref={paths.help} />
    </BarePage>
  );
}
