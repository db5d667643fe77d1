import { Card } from "@/components/ui/card";
import type { MyCourse } from "@/features/courses/queries";
import type { OfferView } from "@/features/credits/queries";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import { StandingBadge } from "./standing-badge";

/** A course in the list of the person's own, with the state of each of its credits. */
export function MyCourseCard({ course, offers }: { course: MyCourse; offers: readonly OfferView[] }) {
  return (
    <Card
      title={course.title}
      href={paths.course(course.slug)}
      footer={`${formatDay(course.startsOn)} to ${formatDay(course.endsOn)}`}
    >
      <p className="text-muted">{course.term}</p>
      {offers.length > 0 && (
        <ul className="mt-3 space-y-2">
          {offers.map((offer) => (
            <li key={offer.slug} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              {offer.name}, {formatMoney(offer)} <StandingBadge offer={offer} />
            </li>
          ))}
        </ul>
      )}
      {course.role === "PARTICIPANT" && offers.length === 0 && <p className="mt-3">No credit is offered yet.</p>}
      {course.role !== "PARTICIPANT" && (
        <p className="mt-3">You are {course.role === "INSTRUCTOR" ? "an instructor" : "an assistant"} here.</p>
      )}
    </Card>
  );
}
