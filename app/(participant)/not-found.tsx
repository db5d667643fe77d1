import { NothingHere } from "@/components/layout/nothing-here";
import { paths } from "@/lib/paths";

export default function NotFoundPage() {
  return <NothingHere coursesHref={paths.courses} helpHref={paths.help} />;
}
