import { readFileSync } from "node:fs";
import { expect, test } from "@/e2e/fixtures/test";
import { claimCode } from "@/features/credits/commands";
import { scrubDueCourses } from "@/features/reports/personal-data/commands";

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
const day = (days: number) => inDays(days).toISOString().slice(0, 10);

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("an instructor sets how long names are kept, archives and reopens the course", async ({
      page,
      data,
      signedInAs,
      openAs,
    }) => {
      const course = await data.course({ endsOn: inDays(10) });
      const offer = await data.offer({ course, redeemBy: inDays(30) });
      const participant = await data.enrolment({ course });
      const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
      await signedInAs(instructor);
      const other = await openAs(instructor);
      for (const tab of [page, other]) await tab.goto(`/admin/courses/${course.slug}/settings`);
      const retain = page.getByLabel("Keep names and addresses until");
      await retain.fill(day(20));
      await page.getByRole("button", { name: "Save the settings" }).click();
      await expect(retain).toHaveAccessibleDescription(/or its codes can be redeemed/);
      await retain.fill(day(40));
      await page.getByLabel("Daily mail").selectOption("no");
      await page.getByLabel("Days before requests close").fill("");
      await page.getByRole("button", { name: "Save the settings" }).click();
      await expect(page.getByRole("status")).toContainText("The settings are saved.");
      await expect(retain).toHaveValue(day(40));

      await other.getByLabel("Days between two reminders").fill("9");
      await other.getByRole("button", { name: "Save the settings" }).click();
      await expect(other.getByRole("alert").filter({ hasText: "Somebody else changed" })).toContainText(
        "Daily mail: “no”",
      );

      await page.getByRole("button", { name: "Archive the course" }).click();
      await expect(page.getByRole("status")).toContainText("The course is archived.");
      const theirs = await openAs(participant);
      await theirs.goto(`/courses/${course.slug}/offers/${offer.slug}`);
      await expect(theirs.getByText("The course is over")).toBeVisible();
      await expect(theirs.getByRole("button", { name: "Request my code" })).toHaveCount(0);
      await page.goto("/admin");
      await expect(page.getByRole("article").filter({ hasText: course.title })).toContainText("Archived");
      await page.goto(`/admin/courses/${course.slug}/roster`);
      await page.getByRole("link", { name: "Reopen it in the settings" }).click();
      await page.getByRole("button", { name: "Reopen the course" }).click();
      await expect(page.getByRole("status")).toContainText("The course is open again");
      await theirs.reload();
      await expect(theirs.getByRole("button", { name: "Request my code" })).toBeVisible();
    });

    test("an instructor forgets somebody, after reading what it does to their code", async ({
      page,
      data,
      signedInAs,
      openAs,
      axe,
      picture,
    }) => {
      const course = await data.course();
      const offer = await data.offer({ course });
      await data.codes({ offer, codes: 1 });
      const participant = await data.enrolment({ course, name: "Ada Brook" });
      const theirs = await openAs(participant);
      const proof = { offerId: offer.id, enrolmentId: participant.id, userId: null };
      await claimCode({ pool: data.db.pool, proof });
      await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
      await page.goto(`/admin/courses/${course.slug}/roster/${participant.id}`);
      await expect(page.getByRole("row", { name: /AWS credit Given, not revealed/ })).toBeVisible();
      await page.getByRole("link", { name: "Forget this person" }).click();
      await expect(page.getByText("it goes back to the pool")).toBeVisible();
      if (script) await axe(page);
      if (script) await picture(page, "forget-with-code");
      await page.getByRole("button", { name: "Forget this person" }).click();
      await expect(page.getByRole("alert").first()).toContainText("Tick the box");
      await page.getByLabel("I know that nothing brings").check();
      await page.getByRole("button", { name: "Forget this person" }).click();
      await expect(page.getByRole("status")).toContainText("The person is forgotten");
      await expect(page.getByText("Ada Brook")).toHaveCount(0);
      await expect(page.getByText(participant.email)).toHaveCount(0);
      await page.getByRole("link", { name: /^Forgotten/ }).click();
      await expect(page.getByText("Nothing brings them back")).toBeVisible();
      if (script) await axe(page);
      await theirs.goto("/courses");
      await expect(theirs).toHaveURL(/\/sign-in/);
    });
  });
}

test("people take along what is kept about them, and an instructor does it for them, on record", async ({
  page,
  data,
  signedInAs,
  openAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const course = await data.course();
  const offer = await data.offer({ course });
  const [code = ""] = await data.codes({ offer, codes: 1 });
  const participant = await data.enrolment({ course, name: "Ada Brook" });
  const neighbour = await data.enrolment({ course, name: "Bo Lind" });
  await claimCode({ pool: data.db.pool, proof: { offerId: offer.id, enrolmentId: participant.id, userId: null } });
  const theirs = await openAs(participant);
  await theirs.goto("/courses");
  const [download] = await Promise.all([
    theirs.waitForEvent("download"),
    theirs.getByRole("link", { name: "download your data" }).click(),
  ]);
  const own = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(own)).toMatchObject({
    address: participant.email,
    places: [{ name: "Ada Brook", allocations: [{ offer: "AWS credit", state: "ALLOCATED" }] }],
  });
  for (const secret of [code, neighbour.email]) expect(own).not.toContain(secret);

  const path = `/admin/courses/${course.slug}/roster/${participant.id}/data.json`;
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  const answer = await page.request.get(path);
  expect(answer.headers()).toMatchObject({ "cache-control": "private, no-store", "x-content-type-options": "nosniff" });
  expect(await answer.json()).toMatchObject({ address: participant.email, role: "PARTICIPANT" });
  const events = () =>
    data.db.prisma.auditEvent.count({ where: { act: "enrolment.data-exported", courseId: course.id } });
  expect(await events()).toBe(1);
  const stranger = await openAs(await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" }));
  for (const tab of [theirs, stranger]) expect((await tab.request.get(path)).status()).toBe(404);
  expect(await events()).toBe(1);
});

test("after its day a course has no names any more, and its counts are as they were", async ({
  page,
  data,
  signedInAs,
  axe,
}) => {
  const course = await data.course({ retainUntil: inDays(-2), endsOn: inDays(-3) });
  await data.offer({ course, redeemBy: inDays(-3) });
  await data.enrolment({ course, name: "Ada Brook" });
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await page.goto(`/admin/courses/${course.slug}/roster`);
  await expect(page.getByText("1 participant, 0 assistants, 1 instructor")).toBeVisible();
  await scrubDueCourses({ prisma: data.db.prisma });
  await page.reload();
  await expect(page.getByText("1 participant, 0 assistants, 1 instructor")).toBeVisible();
  await expect(page.getByRole("row", { name: /Forgotten/ })).toHaveCount(1);
  await expect(page.getByText("Ada Brook")).toHaveCount(0);
  await page.goto(`/admin/courses/${course.slug}/settings`);
  await expect(page.getByText("Names and addresses were scrubbed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Reopen the course" })).toHaveCount(0);
  await axe(page);
});
