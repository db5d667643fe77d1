import { Notice } from "@/components/ui/notice";
import { CourseSetUp } from "@/features/credits/imports/components/course-set-up";
import { formatInstant } from "@/lib/dates";
import { NeedsPanel } from "../../needs/components/needs-panel";
import type { Need } from "../../needs/rules";
import type { DeskCourse, OfferAtGlance } from "../queries";

/** What comes first on a course's page: the way to its opening, or what needs somebody now, or that it is over. */
export function CourseHead({
  course,
  offers,
  needs,
  mayInstruct,
}: {
  course: DeskCourse;
  offers: readonly OfferAtGlance[];
  needs: readonly Need[];
  mayInstruct: boolean;
}) {
  if (course.openedAt && !course.archivedAt) {
    return <NeedsPanel needs={needs} />;
  }
  if (mayInstruct) {
    const pools = offers.map((offer) => ({ ...offer, allocated: offer.given }));
    return <CourseSetUp course={course} size={course.size} offers={pools} />;
  }
  return course.archivedAt ? (
    <Notice word="Archived" title="Nothing is given here any more">
      <p>
        The course was archived on {formatInstant(course.archivedAt, course.timeZone)}. What people have, they keep.
      </p>
    </Notice>
  ) : (
    <Notice word="Draft" title="The course is being set up">
      <p>Its participants do not see it until an instructor opens it.</p>
    </Notice>
  );
}
