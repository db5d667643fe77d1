import { paths } from "@/lib/paths";
import { type PlannedOffer, writeOffer } from "../rules";
import { OfferForm } from "./offer-form";

type Choices = {
  guides: { slug: string; title: string; provider: string; acknowledgementSample: string }[];
  currencies: { code: string; name: string }[];
};
type Course = { slug: string; timeZone: string };

/** The form of a new offer, with the acknowledgement of its guide to start from. */
export function NewOffer({ course, guides, currencies }: Choices & { course: Course }) {
  const [first] = guides;
  const initial = {
    guide: first?.slug ?? "",
    currency: "USD",
    opening: "at",
    policy: "AUTOMATIC",
    acknowledgement: first?.acknowledgementSample ?? "",
  };
  return (
    <OfferForm
      {...{ guides, currencies, initial }}
      course={course.slug}
      timeZone={course.timeZone}
      cancelHref={paths.adminCourse(course.slug)}
    />
  );
}

/** The form of an offer that there is. */
export function EditOffer({
  course,
  offer,
  guides,
  currencies,
}: Choices & { course: Course; offer: PlannedOffer & { slug: string; version: number } }) {
  return (
    <OfferForm
      {...{ guides, currencies }}
      initial={{ ...writeOffer(offer, course.timeZone), opening: "at" }}
      course={course.slug}
      offer={offer.slug}
      version={offer.version}
      timeZone={course.timeZone}
      cancelHref={paths.adminOffer({ course: course.slug, offer: offer.slug })}
    />
  );
}
