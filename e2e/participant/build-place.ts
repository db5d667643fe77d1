import type { Data } from "@/e2e/fixtures/data";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";

export type Place = { course: Course; enrolment: Enrolment; offer: Offer; codes: string[]; path: string };

/** A course with one offer, three codes in its pool, and somebody enrolled. `path` is the offer's page. */
export async function buildPlace(
  data: Data,
  overrides: { offer?: Partial<Offer>; codes?: number } = {},
): Promise<Place> {
  const course = await data.course({ contactName: "Nadia Ferreira", contactAddress: "nadia@example.org" });
  const enrolment = await data.enrolment({ course, name: "Ada Lindqvist" });
  return { course, enrolment, ...(await addOffer({ data, course, ...overrides })) };
}

/** Another offer of a course. */
export async function addOffer({
  data,
  course,
  offer: overrides,
  codes: count = 3,
}: {
  data: Data;
  course: Course;
  offer?: Partial<Offer>;
  codes?: number;
}): Promise<Pick<Place, "offer" | "codes" | "path">> {
  const offer = await data.offer({ course, ...overrides });
  const codes = count > 0 ? await data.codes({ offer, codes: count }) : [];
  return { offer, codes, path: `/courses/${course.slug}/offers/${offer.slug}` };
}

/** What the commands of a feature want to be told by, for states that a test needs before its browser comes. */
export function byMember({ data, place }: { data: Data; place: Pick<Place, "course" | "enrolment" | "offer"> }) {
  return { ...data.db, proof: memberOf(place) };
}
