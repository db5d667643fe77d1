import type { Data } from "@/e2e/fixtures/data";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import type { Prisma } from "@/prisma/generated/client";
import { buildClass } from "./build-class";

/** An act on many that has done one of its three, and whose job has used up its tries. */
async function stopAct(data: Data, { course, offer }: Awaited<ReturnType<typeof buildClass>>, act: Stopped) {
  const row = { courseId: course.id, offerId: offer.id, total: 3, done: 1, ...act };
  const { id } = await data.db.prisma.bulkAct.create({ data: row });
  // Not due before it has no tries left, so that no worker takes it.
  await data.db.pool.query(
    "SELECT graphile_worker.add_job('run-bulk-act', $1::json, run_at => now() + interval '1 day')",
    [{ bulkActId: id }],
  );
  await data.db.pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'no' WHERE payload ->> 'bulkActId' = $1`,
    [id],
  );
  return id;
}
type Stopped = Pick<Prisma.BulkActUncheckedCreateInput, "act" | "selection" | "reached" | "counts">;

test("codes that were to be given go on being given where the portal gave up", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const room = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  const people = [await room.join("Uma One"), await room.join("Vic Two"), await room.join("Wes Three")];
  const ids = people.map(({ enrolmentId }) => enrolmentId).toSorted();
  const bulk = await stopAct(data, room, {
    act: "give",
    selection: { kind: "ids", ids },
    reached: ids[0],
    counts: { given: 1 },
  });
  await signedInAs(room.instructor);
  await page.goto(paths.adminCourse(room.course.slug));
  await expect(page.getByText("Giving codes of AWS credit has stopped after 1 of 3")).toBeVisible();
  await page.getByRole("link", { name: "Have it go on" }).click();
  await expect(page).toHaveURL(paths.bulkAct({ ...room.at, bulk }));
  await expect(page.getByText("The work has stopped")).toBeVisible();
  await expect(page.getByText("1 of 3")).toBeVisible();
  await axe(page);
  await picture(page, "bulk-act-stopped");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The work has stopped")).toBeHidden();
  await expect(page.getByText("3 people were given a code.")).toBeVisible({ timeout: 20_000 });
  // The first had been counted, and was not gone through again.
  expect(await data.db.prisma.allocation.count({ where: { offerId: room.offer.id } })).toBe(2);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an assistant has the deciding of requests go on", async ({ data, page, signedInAs }) => {
    const room = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
    const assistant = await data.enrolment({ course: room.course, role: "ASSISTANT" });
    for (const name of ["Uma One", "Vic Two", "Wes Three"]) await room.ask(name);
    const requests = await data.db.prisma.request.findMany({
      where: { offerId: room.offer.id },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const asOf = new Date(Date.now() + 1000).toISOString();
    const bulk = await stopAct(data, room, {
      act: "approve",
      selection: { kind: "requests", list: "pending", q: "", asOf },
      reached: requests[0]?.id,
      counts: { allocated: 1 },
    });
    await signedInAs(assistant);
    await page.goto(paths.decisions({ ...room.at, bulk }));
    await expect(page.getByText("The work has stopped")).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page).toHaveURL(paths.decisions({ ...room.at, bulk }));
    await expect(async () => {
      await page.getByRole("link", { name: "Look again" }).click();
      await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    const states = await data.db.prisma.request.groupBy({
      by: ["state"],
      where: { offerId: room.offer.id },
      _count: true,
    });
    expect(states.map(({ state, _count }) => [state, _count]).toSorted()).toEqual([
      ["FULFILLED", 2],
      ["PENDING", 1],
    ]);
  });
});

test("mails that the portal gave up go out in one press, and the list of what needs somebody leads there", async ({
  data,
  page,
  signedInAs,
  mails,
  axe,
  picture,
}) => {
  const { course, join } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  const assistant = await data.enrolment({ course, role: "ASSISTANT", name: "Asta Assistant" });
  const mark = crypto.randomUUID();
  const people = [await join("Xia Away"), await join("Yan Away")];
  const { id: messageId } = await data.db.prisma.message.create({
    data: { courseId: course.id, kind: "LETTER", subject: `Room change ${mark}`, body: "We meet in room 5." },
  });
  await data.db.prisma.delivery.createMany({
    data: people.map(({ enrolmentId, email }) => ({
      ...{ messageId, enrolmentId, courseId: course.id, address: email, settledAt: new Date() },
      ...{ state: "GIVEN_UP" as const, answer: "Given up after many tries. The last answer was: connect ECONNREFUSED" },
    })),
  });
  await signedInAs(assistant);
  await page.goto(paths.adminCourse(course.slug));
  await expect(page.getByText(/The mail “Room change .+” to 2 people was given up after many tries/)).toBeVisible();
  await page.getByRole("link", { name: "Send it again" }).click();
  await expect(page.getByText("The portal has stopped trying")).toBeVisible();
  await expect(page.getByRole("table", { name: "Mails" }).getByText("Given up", { exact: true })).toHaveCount(2);
  await axe(page);
  await picture(page, "message-given-up");
  await page.getByRole("button", { name: "Send again to the 2 people who did not get it" }).click();
  await expect(page.getByRole("status")).toContainText("2 people get it.");
  for (const { email } of people) await mails.waitFor({ to: email, subject: /Room change/ });
  await page.goto(paths.adminCourse(course.slug));
  await expect(page.getByText("was given up after many tries")).toBeHidden();
});
