import { BarePage } from "@/components/layout/bare-page";
import { NothingHere } from "@/components/layout/nothing-here";
import { paths } from "@/lib/paths";

export default function NotFoundPage() {
  return (
    <BarePage homeHref={paths.admin}>
      <NothingHere coursesHref={paths.courses} helpHref={paths.help} />
    </BarePage>
  );
}
