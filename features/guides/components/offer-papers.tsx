import type { ReactNode } from "react";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Guide } from "@/content/guides/types";
import type { GuideProgress } from "@/features/guides/rules";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

/** What belongs to an offer besides its code: the guide with the person's progress, the handout, the acknowledgement. */
export function OfferPapers({
  course,
  offer,
  companion,
  acknowledgedAt,
  isHeld,
  timeZone,
}: {
  course: string;
  offer: string;
  companion: { guide: Guide; progress: GuideProgress } | null;
  acknowledgedAt: Date | null;
  /** Whether the person has a code, so that the sponsor is owed a word. */
  isHeld: boolean;
  timeZone: string;
}) {
  const ref = { course, offer };
  return (
    <ul className="max-w-text divide-y divide-line border-t border-line">
      {companion && (
        <>
          <Paper
            href={paths.guide(ref)}
            title={companion.guide.title}
            about={`The guide, a page for each step. ${companion.progress.done} of ${companion.progress.total} pages done.`}
          />
          <Paper
            href={paths.handout(ref)}
            title="Handout"
            about="The same on paper: a PDF with this course’s dates, and no code in it."
          />
        </>
      )}
      <Paper
        href={paths.acknowledgement(ref)}
        title="Acknowledgement"
        badge={
          acknowledgedAt ? (
            <StatusBadge tone="positive">Done</StatusBadge>
          ) : (
            isHeld && <StatusBadge tone="neutral">To do</StatusBadge>
          )
        }
        about={
          acknowledgedAt
            ? `You recorded on ${formatInstant(acknowledgedAt, timeZone)} that you will acknowledge the sponsor.`
            : "The words with which to name the sponsor, ready to copy."
        }
      />
    </ul>
  );
}

function Paper({ href, title, about, badge }: { href: string; title: string; about: string; badge?: ReactNode }) {
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <a href={href} className="link font-semibold">
          {title}
        </a>
        {badge}
      </div>
      <p className="text-muted">{about}</p>
    </li>
  );
}
