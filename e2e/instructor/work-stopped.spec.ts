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
  await page.goto(paths.bulkAct({ ...room.at, bulk }));
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
