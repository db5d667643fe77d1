import { proveCourseStaff, proveOfferStaff } from "@/features/courses/access";
import { readOfferAtDesk } from "@/features/offers/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readPoolChanges } from "../burn-down/queries";
import { type BurnDown, drawBurnDown, type PoolChange } from "../burn-down/rules";
import { readMishaps } from "../needs/queries";
import { listNeeds } from "../needs/rules";
import { type DeskCourse, type OfferAtGlance, readDashboard } from "./queries";

/** A course at a glance, for its assistants and instructors, with what needs them now. */
export const loadDashboard = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, _input: { course: string }) => {
    const { pool } = database();
    const place = { courseId: proof.courseId, timeZone: proof.timeZone };
    const [dashboard, mishaps, changes] = await Promise.all([
      readDashboard({ pool, place }),
      readMishaps({ pool, place }),
      readPoolChanges({ pool, place }),
    ]);
    const { mayInstruct, email } = proof;
    return (
      dashboard && {
        person: { email, mayInstruct },
        mayInstruct,
        ...dashboard,
        offers: dashboard.offers.map((offer) => withBurnDown({ offer, changes, course: dashboard.course })),
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
    const place = { courseId, timeZone, offerId };
    const [dashboard, changes, offer] = await Promise.all([
      readDashboard({ pool, place }),
      readPoolChanges({ pool, place }),
      readOfferAtDesk({ prisma, proof }),
    ]);
    const glance = dashboard?.offers[0];
    if (!dashboard || !glance || !offer) {
      return null;
    }
    const { course } = dashboard;
    const withChart = withBurnDown({ offer: glance, changes, course });
    return { person: { email, mayInstruct }, mayInstruct, course, offer, glance: withChart };
  },
});

function withBurnDown({
  offer,
  changes,
  course: { now, timeZone },
}: {
  offer: OfferAtGlance;
  changes: ReadonlyMap<string, PoolChange[]>;
  course: DeskCourse;
}): OfferAtGlance & { burnDown: BurnDown | null } {
  return { ...offer, burnDown: drawBurnDown({ offer, changes: changes.get(offer.slug) ?? [], now, timeZone }) };
}
