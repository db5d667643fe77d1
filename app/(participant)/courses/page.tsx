import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { MyCourseCard } from "@/features/credits/components/my-course-card";
import { loadMyCourses } from "@/features/credits/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "My courses" };

export default async function MyCoursesPage() {
  const { email, isAdministrator, courses } = await loadMyCourses(null);
  const isStaff = isAdministrator || courses.some(({ role }) => role !== "PARTICIPANT");
  return (
    <>
      <PageHeader
        title="My courses"
        actions={
          isStaff && (
            <LinkButton href={paths.admin} variant="secondary">
              Instructors' pages
            </LinkButton>
          )
        }
      />
      {courses.length === 0 && (
        <EmptyState title={`No course lists ${email}`}>
          <p>
            Courses list their participants by e-mail address. If you are in a course that gives a credit, you may be
            enrolled with another address of yours: sign out, and sign in with that one. Otherwise ask whoever sent you
            here, usually the course's office, to put this address on the roster.
          </p>
        </EmptyState>
      )}
      <ul className="grid gap-6 md:grid-cols-2">
        {courses.map(({ offers, ...course }) => (
          <li key={course.slug}>
            <MyCourseCard course={course} offers={offers} />
          </li>
        ))}
      </ul>
      <p className="no-print mt-10 text-sm text-muted">
        Everything that Bursar keeps about {email}:{" "}
        <a href={paths.myData} className="link">
          download your data
        </a>
        . Passkeys, and signing out everywhere:{" "}
        <a href={paths.security} className="link">
          security
        </a>
      </p>
    </>
  );
}
