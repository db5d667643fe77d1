import { DescriptionList } from "@/components/ui/description-list";
import { formatDay } from "@/lib/dates";

type Facts = { timeZone: string; startsOn: Date; endsOn: Date; contactName: string; contactAddress: string };

/** What was set for a course. */
export function CourseFacts({ course }: { course: Facts }) {
  return (
    <DescriptionList
      items={[
        { term: "Dates", detail: `${formatDay(course.startsOn)} to ${formatDay(course.endsOn)}` },
        { term: "Time zone", detail: course.timeZone.replaceAll("_", " ") },
        { term: "Whom to ask", detail: `${course.contactName}, ${course.contactAddress}` },
      ]}
    />
  );
}
