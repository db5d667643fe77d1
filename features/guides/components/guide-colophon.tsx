import type { Guide } from "@/content/guides/types";
import { formatDay } from "@/lib/dates";
import { paths } from "@/lib/paths";

/** The end of every page of a guide: when it was checked and how, its revision, its labels, and what is related. */
export function GuideColophon({
  guide,
  course,
  offer,
  page,
}: {
  guide: Guide;
  course: string;
  offer: string;
  page?: string;
}) {
  const { revision } = guide;
  const related = guide.related.filter((reference) => reference.page !== page);
  return (
    <footer className="mt-10 max-w-text space-y-2 border-t border-line pt-5 text-sm text-muted">
      <p>
        <strong className="text-ink">Last checked on {formatDay(new Date(guide.lastChecked))}.</strong>{" "}
        {guide.howChecked}
      </p>
      <p>
        Revision {revision.number}, updated on {formatDay(new Date(revision.date))} by {revision.author}; created on{" "}
        {formatDay(new Date(guide.created))}. {revision.change}
      </p>
      <p>Labels: {guide.labels.join(", ")}</p>
      {related.length > 0 && (
        <nav aria-label="Related guides">
          <p>Related:</p>
          <ul className="list-disc ps-5">
            {related.map((reference) => (
              <li key={`${reference.guide}/${reference.page ?? ""}`}>
                <a
                  className="link"
                  href={
                    reference.page
                      ? paths.guidePage({ course, offer, page: reference.page })
                      : paths.guide({ course, offer })
                  }
                >
                  {reference.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </footer>
  );
}
