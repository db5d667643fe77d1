import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { paths } from "@/lib/paths";

/** The way down to a page of a course or of one of its offers. `page` is the page itself; without it the last part given is. */
export function OfferTrail({
  course,
  offer,
  page,
}: {
  course: { slug: string; title: string };
  offer?: { slug: string; name: string };
  page?: string;
}) {
  return (
    <div className="mb-5 sm:mb-6">
      <Breadcrumbs
        items={[
          { label: "My courses", href: paths.courses },
          { label: course.title, href: paths.course(course.slug) },
          ...(offer ? [{ label: offer.name, href: paths.offer({ course: course.slug, offer: offer.slug }) }] : []),
          ...(page ? [{ label: page }] : []),
        ]}
      />
    </div>
  );
}
