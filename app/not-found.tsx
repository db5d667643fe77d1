import type { Metadata } from "next";
import { NothingHere } from "@/components/layout/nothing-here";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFoundPage() {
  return (
    <main id="content" className="mx-auto max-w-text px-4 py-16 sm:px-6 sm:py-24">
      <NothingHere coursesHref={paths.courses} helpHref={paths.help} />
    </main>
  );
}
