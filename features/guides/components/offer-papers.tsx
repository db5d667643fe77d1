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
  timeZone,
}: {
  course: string;
  offer: string;
  companion: { guide: Guide; progress: GuideProgress } | null;
  acknowledgedAt: Date | null;
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
            about={`The guide, a page for each step. ${companion.progress.done} of ${companion.progress.total} done.`}
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
        about={
          acknowledgedAt
            ? `You recorded on ${formatInstant(acknowledgedAt, timeZone)} that you will acknowledge the sponsor.`
            : "The words with which to name the sponsor, ready to copy."
        }
      />
    </ul>
  );
}

function Paper({ href, title, about }: { href: string; title: string; about: string }) {
  return (
    <li className="py-3">
      <a href={href} className="link font-semibold">
        {title}
      </a>
      <p className="text-muted">{about}</p>
    </li>
  );
}
