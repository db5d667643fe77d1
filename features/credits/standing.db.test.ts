import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Course } from "@/prisma/generated/client";
import { createTestDatabase } from "@/scripts/test-database";
import { claimCode } from "./commands";
import { readOffer } from "./queries";
import type { ClaimOutcome, Standing } from "./rules";

let db: Awaited<ReturnType<typeof createTestDatabase>>;
let courses: Record<"open" | "draft" | "archived", Course>;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 4 });
  const build = (overrides: Partial<Course>) => buildCourse(db.prisma, { timeZone: "Pacific/Auckland", ...overrides });
  courses = {
    open: await build({}),
    draft: await build({ openedAt: null }),
    archived: await build({ archivedAt: new Date() }),
  };
});
afterAll(() => db.drop());

// What the page promises (rules.ts) against what the press of the button does (claim_code): the two must never part.
const PROMISE: Record<Standing, ClaimOutcome[]> = {
  "not-yet-open": ["not-yet-open"],
  open: ["allocated", "waiting", "pending"],
  closed: ["closed"],
  pending: ["pending"],
  waiting: ["waiting", "allocated"],
  declined: ["declined"],
  allocated: ["already-yours"],
  revealed: ["already-yours"],
  redeemed: ["already-yours"],
  reported: ["already-yours"],
  withdrawn: ["withdrawn"],
  expired: ["expired"],
  staff: ["not-enrolled"],
};

it("the page and the claim agree on every standing", async () => {
  const hours = fc.integer({ min: -72, max: 72 });
  const scenario = fc.record({
    opens: hours,
    length: fc.integer({ min: 1, max: 72 }),
    redeemInDays: fc.integer({ min: -2, max: 2 }),
    policy: fc.constantFrom("AUTOMATIC" as const, "BY_APPROVAL" as const),
    role: fc.constantFrom("PARTICIPANT" as const, "PARTICIPANT" as const, "INSTRUCTOR" as const),
    codes: fc.integer({ min: 0, max: 1 }),
    courseState: fc.constantFrom(
      "open" as const,
      "open" as const,
      "open" as const,
      "draft" as const,
      "archived" as const,
    ),
    asked: fc.constantFrom(
      null,
      "PENDING" as const,
      "WAITING" as const,
      "DECLINED" as const,
      "CANCELLED" as const,
      "FULFILLED" as const,
    ),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ opens, length, redeemInDays, policy, role, codes, asked, courseState }) => {
      const at = (hour: number) => new Date(Date.now() + hour * 3_600_000);
      const course = courses[courseState];
      const offer = await buildOffer(db.prisma, {
        courseId: course.id,
        opensAt: at(opens),
        closesAt: at(opens + length),
        redeemBy: at(redeemInDays * 24),
        policy,
      });
      if (codes > 0) {
        await buildBatch(db.prisma, { offer, codes });
      }
      const enrolment = await buildEnrolment(db.prisma, { courseId: course.id, role });
      if (asked) {
        await db.prisma.request.create({
          data: { courseId: course.id, offerId: offer.id, enrolmentId: enrolment.id, state: asked },
        });
      }
      const proof = memberOf({ course, offer, enrolment });
      const before = await readOffer({ pool: db.pool, proof });
      const { outcome } = await claimCode({ pool: db.pool, proof });
      expect(PROMISE[before?.standing ?? "staff"]).toContain(outcome);
    }),
    { numRuns: 90 },
  );
});
