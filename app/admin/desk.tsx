import type { ReactNode } from "react";
import { DemonstrationRibbon } from "@/app/(public)/demonstration-ribbon";
import { AdminShell } from "@/components/layout/admin-shell";
import type { Crumb } from "@/components/ui/breadcrumbs";
import { SubmitButton } from "@/components/ui/submit-button";
import { CourseStateBar } from "@/features/courses/components/course-state-bar";
import { paths } from "@/lib/paths";
import { signOut } from "@/server/auth/actions";
import { readSession } from "@/server/auth/session";

export type DeskSection =
  | "course"
  | "roster"
  | "offers"
  | "messages"
  | "attachments"
  | "trail"
  | "exports"
  | "report"
  | "settings";

/**
 * The frame of the instructors' pages: who is here, the way down, and the sections of one course. `crumbs` are the steps below the course,
 * the last being the page itself. An assistant (`mayInstruct` is false) is offered the sections that are theirs.
 */
export async function Desk({
  person,
  course,
  current,
  crumbs = [],
  children,
}: {
  person: { email: string; mayInstruct?: boolean };
  course?: { slug: string; title: string; openedAt?: Date | null; archivedAt?: Date | null };
  current?: DeskSection;
  crumbs?: readonly Crumb[];
  children: ReactNode;
}) {
  // As on the participants' pages the name is the session's; it proves nothing, each page has done that.
  const session = await readSession();
  const here: Crumb[] = course
    ? [{ label: course.title, href: paths.adminCourse(course.slug) }, ...crumbs]
    : [...crumbs];
  return (
    <AdminShell
      homeHref={paths.admin}
      helpHref={paths.help}
      nav={[
        { href: paths.admin, label: "Courses to look after", current: !course },
        { href: paths.courses, label: "My own codes" },
        { href: paths.security, label: "Security" },
      ]}
      ribbon={<DemonstrationRibbon />}
      person={{ name: session?.name || person.email }}
      signOut={
        <form action={signOut}>
          <SubmitButton variant="quiet" size="small">
            Sign out
          </SubmitButton>
        </form>
      }
      breadcrumbs={here.length > 0 ? [{ label: "Courses", href: paths.admin }, ...here] : []}
      sections={course ? listSections(course.slug, person.mayInstruct ?? true, current) : []}
      sectionsLabel="Sections of the course"
      heading={course?.title}
    >
      {course && (
        <CourseStateBar
          course={course}
          mayInstruct={person.mayInstruct ?? true}
          isOverview={current === "course"}
          isSettings={current === "settings"}
        />
      )}
      {children}
    </AdminShell>
  );
}

const ASSISTANTS_SECTIONS: DeskSection[] = ["course", "roster", "offers", "messages"];

function listSections(course: string, mayInstruct: boolean, current?: DeskSection) {
  const sections: { of: DeskSection; href: string; label: string }[] = [
    { of: "course", href: paths.adminCourse(course), label: "Overview" },
    { of: "roster", href: paths.roster(course), label: "Roster" },
    { of: "offers", href: `${paths.adminCourse(course)}#offers`, label: "Offers" },
    { of: "messages", href: paths.messages(course), label: "Messages" },
    { of: "attachments", href: paths.adminAttachments(course), label: "Attachments" },
    { of: "exports", href: paths.exports(course), label: "Exports" },
    { of: "report", href: paths.sponsorReport(course), label: "Sponsor’s report" },
    { of: "trail", href: paths.trail(course), label: "Trail" },
    { of: "settings", href: paths.courseSettings(course), label: "Settings" },
  ];
  return sections
    .filter(({ of }) => mayInstruct || ASSISTANTS_SECTIONS.includes(of))
    .map(({ of, href, label }) => ({ href, label, current: of === current }));
}
