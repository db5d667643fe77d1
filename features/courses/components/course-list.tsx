import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { StatusBadge } from "@/components/ui/status-badge";
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
  state: "draft" | "open" | "archived";
};

/** The courses that one looks after, those that are archived apart, or what to do where there are none. */
export function CourseList({ courses, mayCreate }: { courses: readonly CourseCard[]; mayCreate: boolean }) {
  if (courses.length === 0) {
    return (
      <EmptyState
        title="You look after no course yet"
        action={mayCreate && <LinkButton href={paths.newCourse}>Make a course</LinkButton>}
      >
        {mayCreate
          ? "Make the first one: it takes a title, its dates and whom participants may ask."
          : "An administrator makes a course and puts you on its roster as an instructor or assistant. Then it is listed here."}
      </EmptyState>
    );
  }
  const archived = courses.filter(({ state }) => state === "archived");
  const standing = courses.filter(({ state }) => state !== "archived");
  return (
    <>
      {standing.length > 0 ? (
        <Cards courses={standing} headingLevel={2} />
      ) : (
        <EmptyState title="No course is running">All of yours are archived. To run one again, copy it.</EmptyState>
      )}
      {archived.length > 0 && (
        <Section title="Archived" stacked>
          <Cards courses={archived} headingLevel={3} />
        </Section>
      )}
    </>
  );
}

function Cards({ courses, headingLevel }: { courses: readonly CourseCard[]; headingLevel: 2 | 3 }) {
  return (
    <ul className="grid gap-5 md:grid-cols-2">
      {courses.map((course) => (
        <li key={course.slug}>
          <Card
            title={course.title}
            href={paths.adminCourse(course.slug)}
            className="h-full"
            headingLevel={headingLevel}
            status={<CourseStateBadge state={course.state} />}
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

/** What is no running course says so. */
function CourseStateBadge({ state }: { state: CourseCard["state"] }) {
  if (state === "open") {
    return null;
  }
  return state === "draft" ? (
    <StatusBadge tone="caution">Draft</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">Archived</StatusBadge>
  );
}

function countWord(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
