import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDay } from "@/lib/dates";
import { paths } from "@/lib/paths";

type CourseCard = {
  slug: string;
  title: string;
  term: string;
  startsOn: Date;
  endsOn: Date;
  people: number;
  offers: number;
};

/** The courses that one looks after, or what to do where there are none. */
export function CourseList({ courses, mayCreate }: { courses: readonly CourseCard[]; mayCreate: boolean }) {
  if (courses.length === 0) {
    return (
      <EmptyState
        title="You look after no course yet"
        action={mayCreate && <LinkButton href={paths.newCourse}>Make a course</LinkButton>}
      >
        {mayCreate
          ? "Make the first one: it takes a title, its dates and whom participants may ask."
          : "An administrator makes a course and puts you on its roster as an instructor. Then it is listed here."}
      </EmptyState>
    );
  }
  return (
    <ul className="grid gap-5 md:grid-cols-2">
      {courses.map((course) => (
        <li key={course.slug}>
          <Card
            title={course.title}
            href={paths.adminCourse(course.slug)}
            className="h-full"
            footer={`${countWord(course.people, "person", "people")} on the roster, ${countWord(course.offers, "offer", "offers")}`}
          >
            <p>{course.term}</p>
            <p className="tabular text-sm text-muted">
              {formatDay(course.startsOn)} to {formatDay(course.endsOn)}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}

function countWord(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
