import { v7 as uuid7 } from "uuid";
import type { CodeDisclosure, OfferInstructor, OfferMember, OfferStaff } from "@/features/courses/access";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";

type Place = {
  course: Pick<Course, "id" | "slug" | "timeZone">;
  offer: Pick<Offer, "id" | "slug">;
  enrolment: Enrolment;
};

/** The proof that access.ts would give this person. Only the demonstration and tests may skip the question. */
export function memberOf({ course, offer, enrolment }: Place): OfferMember {
  const facts: object = {
    userId: uuid7(),
    email: enrolment.email,
    courseId: course.id,
    courseSlug: course.slug,
    enrolmentId: enrolment.id,
    role: enrolment.role,
    offerId: offer.id,
    offerSlug: offer.slug,
  };
  return facts as OfferMember;
}

/** The same for an instructor of the course. */
export function instructorOf({ course, offer, enrolment }: Place): OfferInstructor {
  const facts: object = { ...memberOf({ course, offer, enrolment }), timeZone: course.timeZone, mayInstruct: true };
  return facts as OfferInstructor;
}

/** The same for an assistant of the course. */
export function assistantOf(place: Place): OfferStaff {
  const facts: object = { ...instructorOf(place), mayInstruct: false };
  return facts as OfferStaff;
}

/** The same for an instructor who has just confirmed who they are. */
export function disclosureOf(place: Place): CodeDisclosure {
  const facts: object = instructorOf(place);
  return facts as CodeDisclosure;
}
