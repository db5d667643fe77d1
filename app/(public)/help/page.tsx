import type { Metadata } from "next";
import { AppShell } from "@/components/layout/app-shell";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { HelpAnswers } from "./answers";
import { InstructorAnswers } from "./instructor-answers";

export const metadata: Metadata = {
  title: "Help",
  description:
    "Signing in, whom to ask, bills, codes that do not work, and what Bursar knows about you; and for those who run a course, how it is done.",
};

const PARTS = [
  { id: "signing-in", title: "Signing in" },
  { id: "whom-to-ask", title: "Whom to ask" },
  { id: "bills", title: "Bills" },
  { id: "code-problems", title: "A code that does not work" },
  { id: "privacy", title: "Privacy" },
  { id: "running-a-course", title: "Running a course" },
];

export default function HelpPage() {
  return (
    <AppShell
      homeHref={paths.landing}
      helpHref={paths.help}
      account={
        <a href={paths.courses} className="link text-sm">
          My courses
        </a>
      }
    >
      <PageHeader title="Help" lead="Short answers to what people ask most." />
      <nav aria-label="On this page" className="no-print -mt-2">
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {PARTS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="link">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>

      <HelpAnswers />
      <InstructorAnswers />
    </AppShell>
  );
}
