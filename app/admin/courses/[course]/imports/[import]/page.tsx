import type { Metadata } from "next";
import { cache } from "react";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { FileFacts } from "@/features/courses/imports/components/file-facts";
import { ImportBadge } from "@/features/courses/imports/components/import-badge";
import { CodesImport } from "@/features/credits/imports/components/codes-import";
import { loadImport } from "@/features/credits/imports/loaders";
import { RosterImport } from "@/features/roster/imports/components/roster-import";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

type Props = { params: Promise<{ course: string; import: string }>; searchParams: Promise<DeskQuery> };
const load = cache((course: string, id: string) => loadImport({ course, import: readIdentifier(id) }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ref = await params;
  const { view, course } = await load(ref.course, ref.import);
  return { title: `${view.fileName}: ${course.title}` };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const [ref, query] = await Promise.all([params, searchParams]);
  const { person, course, view, preview, trouble, codes, roster } = await load(ref.course, ref.import);
  const { offer } = view;
  const crumbs = offer
    ? [
        { label: offer.name, href: paths.adminOffer({ course: course.slug, offer: offer.slug }) },
        { label: "Import codes", href: paths.codesImport({ course: course.slug, offer: offer.slug }) },
      ]
    : [
        { label: "Roster", href: paths.roster(course.slug) },
        { label: "Import", href: paths.rosterImport(course.slug) },
      ];
  return (
    <Desk
      person={person}
      course={course}
      current={offer ? "offers" : "roster"}
      crumbs={[...crumbs, { label: view.fileName }]}
    >
      <DeskNotice query={query} />
      <PageHeader
        title={offer ? "Import of codes" : "Import of a roster"}
        kicker={offer?.name}
        status={<ImportBadge state={view.state} />}
      />
      {codes && <CodesImport course={course.slug} view={view} preview={preview} trouble={trouble} {...codes} />}
      {roster && <RosterImport course={course.slug} view={view} preview={preview} trouble={trouble} roster={roster} />}
      <FileFacts view={view} timeZone={course.timeZone} />
    </Desk>
  );
}
