import { proveCourseStaff, proveOfferStaff } from "@/features/courses/access";
import { readOfferAtDesk } from "@/features/offers/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readMishaps } from "../needs/queries";
import { listNeeds } from "../needs/rules";
import { readDashboard } from "./queries";

/** A course at a glance, for its assistants and instructors, with what needs them now. */
export const loadDashboard = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, _input: { course: string }) => {
    const { pool } = database();
    const place = { courseId: proof.courseId, timeZone: proof.timeZone };
    const [dashboard, mishaps] = await Promise.all([readDashboard({ pool, place }), readMishaps({ pool, place })]);
    const { mayInstruct, email } = proof;
    return (
      dashboard && {
        person: { email, mayInstruct },
        mayInstruct,
        ...dashboard,
        needs: listNeeds({ ...dashboard, ...mishaps }, { now: dashboard.course.now, mayInstruct }),
      }
    );
  },
});

/** One offer at a glance, with what was set for it. */
export const loadOfferDashboard = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { pool, prisma } = database();
    const { courseId, timeZone, offerId, mayInstruct, email } = proof;
    const [dashboard, offer] = await Promise.all([
      readDashboard({ pool, place: { courseId, timeZone, offerId } }),
      readOfferAtDesk({ prisma, proof }),
    ]);
    const glance = dashboard?.offers[0];
    if (!dashboard || !glance || !offer) {
      return null;
    }
    return { person: { email, mayInstruct }, mayInstruct, course: dashboard.course, offer, glance };
  },
});
