import { afterAll, beforeAll, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { buildRevision } from "@/prisma/factories/build-revision";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readGuideAtDesk } from "../revisions/queries";
import { findPage } from "../revisions/rules";
import { settleUpdate } from "./commands";
import { listUpdates } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it("takes and keeps the provider's changes one by one, and records the last as looked at", async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const before = { "sign-in": "As it was.", "sign-out": "As it was." };
  await buildRevision(prisma, { offer, baseRevision: 0, before, summaries: { "sign-in": "Mine." } });
  const look = async () => {
    const desk = await readGuideAtDesk({ prisma, proof });
    if (!desk) throw new Error("no guide");
    return { desk, open: listUpdates(desk).map(({ slug, own }) => [slug, own]) };
  };
  const settle = (page: string, choice: "take" | "keep", version: number) =>
    settleUpdate({ prisma, proof, version, page, choice });

  expect((await look()).open).toEqual([
    ["sign-in", true],
    ["sign-out", false],
  ]);
  expect(await settle("sign-in", "keep", 1)).toMatchObject({ ok: true });
  expect(await settle("sign-out", "take", 1)).toMatchObject({ ok: false, reason: "changed" });
  expect((await look()).desk.baseRevision).toBe(0);
  expect(await settle("sign-out", "take", 2)).toMatchObject({ ok: true });
  const { desk, open } = await look();
  expect([open, desk.baseRevision]).toEqual([[], awsGuide.revision.number]);
  expect(findPage(desk.guide, "sign-in")?.summary).toBe("Mine.");
  expect(findPage(desk.guide, "sign-out")?.summary).toBe(findPage(awsGuide, "sign-out")?.summary);
});
