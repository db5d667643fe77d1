import { paths } from "@/lib/paths";

/** The ways out of a page of a guide: its contents, the code, the offer. Few elements on purpose, as all on these pages. */
export function GuideTrail({ course, offer, offerName }: { course: string; offer: string; offerName: string }) {
  return (
    <nav aria-label="Where you are" className="no-print mb-5 flex flex-wrap gap-x-5 gap-y-1 text-sm sm:mb-6">
      <a href={paths.offer({ course, offer })} className="link">
        {offerName}
      </a>
      <a href={paths.guide({ course, offer })} className="link">
        All steps
      </a>
      <a href={paths.code({ course, offer })} className="link">
        My code
      </a>
      <a href={paths.handout({ course, offer })} className="link">
        Handout
      </a>
    </nav>
  );
}
