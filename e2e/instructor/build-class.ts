import type { Data } from "@/e2e/fixtures/data";
import { claimCode } from "@/features/credits/commands";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Offer } from "@/prisma/generated/client";

/** A course with an instructor and one offer, and two ways for participants to come in: to ask for a code, or to stand further on. */
export async function buildClass({ data, policy, codes }: { data: Data; policy: Offer["policy"]; codes: number }) {
  const course = await data.course();
  const offer = await data.offer({ course, policy });
  const texts = codes > 0 ? await data.codes({ offer, codes }) : [];
  const instructor = await data.enrolment({ course, role: "INSTRUCTOR", name: "Iris Instructor" });
  const join = async (name: string) => memberOf({ course, offer, enrolment: await data.enrolment({ course, name }) });
  return {
    at: { course: course.slug, offer: offer.slug },
    course,
    offer,
    codes: texts,
    instructor,
    join,
    /** Somebody of that name, who has just asked for a code. */
    ask: async (name: string) => {
      const member = await join(name);
      await claimCode({ pool: data.db.pool, proof: member });
      return member;
    },
  };
}
