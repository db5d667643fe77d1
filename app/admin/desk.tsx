import type { ReactNode } from "react";
import { AdminShell } from "@/components/layout/admin-shell";
import { Ribbon } from "@/components/layout/ribbon";
import type { Crumb } from "@/components/ui/breadcrumbs";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/lib/paths";
import { signOut } from "@/server/auth/actions";
import { environment } from "@/server/env";

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
 * the last being the page itself.
 */
export function Desk({
  person,
  course,
  current,
  crumbs = [],
  children,
}: {
  person: { email: string };
  course?: { slug: string; title: string };
  current?: DeskSection;
  crumbs?: readonly Crumb[];
  children: ReactNode;
}) {
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
      ]}
      ribbon={
        environment().demonstration && <Ribbon>Invented people, invented codes. Nothing here is worth money.</Ribbon>
      }
      person={{ name: person.email }}
      signOut={
        <form action={signOut}>
          <SubmitButton variant="quiet" size="small">
            Sign out
          </SubmitButton>
        </form>
      }
      breadcrumbs={here.length > 0 ? [{ label: "Courses", href: paths.admin }, ...here] : []}
      sections={course ? listSections(course.slug, current) : []}
      sectionsLabel="Sections of the course"
      heading={course?.title}
    >
      {children}
    </AdminShell>
  );
}

function listSections(course: string, current?: DeskSection) {
  return [
    { href: paths.adminCourse(course), label: "Overview", current: current === "course" },
    { href: paths.roster(course), label: "Roster", current: current === "roster" },
    { href: `${paths.adminCourse(course)}#offers`, label: "Offers", current: current === "offers" },
    { href: paths.messages(course), label: "Messages", current: current === "messages" },
    { href: paths.adminAttachments(course), label: "Attachments", current: current === "attachments" },
    { href: paths.exports(course), label: "Exports", current: current === "exports" },
    { href: paths.sponsorReport(course), label: "Sponsor’s report", current: current === "report" },
    { href: paths.trail(course), label: "Trail", current: current === "trail" },
    { href: paths.courseSettings(course), label: "Settings", current: current === "settings" },
  ];
}
