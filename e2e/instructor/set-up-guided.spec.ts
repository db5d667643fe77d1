import { expect, test } from "@/e2e/fixtures/test";

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("a course is set up in sittings: left at every step, found again as it was, and opened", async ({
      page,
      data,
      signedInAs,
      openAs,
      axe,
      picture,
      allowNoise,
    }) => {
      allowNoise(/status of 404/);
      const email = `administrator-${crypto.randomUUID()}@example.org`;
      await data.administrator({ email });
      await signedInAs({ email });
      const title = `Guided ${crypto.randomUUID().slice(0, 8)}`;
      const press = (name: string) => page.getByRole("button", { name }).click();
      const look = async (name: string) => {
        if (script) await axe(page);
        if (script) await picture(page, `guided-${name}`);
      };
      /** Leaves for the list of courses and comes back. */
      const comeBack = async (done: number) => {
        await page.goto("/admin");
        const card = page.getByRole("article").filter({ hasText: title });
        await expect(card).toContainText("Draft");
        await card.getByRole("link", { name: title }).click();
        await expect(page.getByRole("heading", { name: `Set the course up: ${done} of 5 steps done` })).toBeVisible();
      };

      await page.goto("/admin/courses/new");
      await page.getByLabel("Title").fill(title);
      await page.getByLabel("Term").fill("Winter");
      await page.getByLabel("First day").fill(inDays(-10).slice(0, 10));
      await page.getByLabel("Last day").fill(inDays(60).slice(0, 10));
      await page.getByLabel("Whom to ask").fill("Mira Holt");
      await page.getByLabel("Address for questions").fill("mira@example.org");
      await press("Make the course");
      await expect(page.getByRole("status")).toContainText("as a draft");
      const path = new URL(page.url()).pathname;
      const slug = path.split("/").at(-1) ?? "";

      await comeBack(1);
      await look("first");
      await page.goto(`${path}/open`);
      await expect(page.getByText("There is nothing to open yet")).toBeVisible();
      await expect(page.getByRole("button", { name: "Open the course" })).toHaveCount(0);

      await comeBack(1);
      await page.getByRole("link", { name: "Make an offer" }).first().click();
      await page.getByLabel("Name", { exact: true }).fill("AWS credit");
      await page.getByLabel("Amount of one code").fill("100");
      await page.getByLabel("Requests open").fill(inDays(-20).slice(0, 16));
      await page.getByLabel("Requests close").fill(inDays(-5).slice(0, 16));
      await page.getByLabel("Last day to redeem").fill(inDays(90).slice(0, 10));
      await press("Make the offer");
      await expect(page.getByText("Participants do not see this course yet.")).toBeVisible();

      // People before codes: the order is advice.
      await comeBack(2);
      await page.goto(`${path}/roster`);
      const ada = { email: `ada-${crypto.randomUUID()}@example.org` };
      for (const address of [ada.email, `bo-${crypto.randomUUID()}@example.org`]) {
        await page.getByLabel("E-mail address").fill(address);
        await press("Add the person");
        await expect(page.getByRole("status")).toContainText("on the roster");
      }
      const theirs = await openAs(ada);
      expect((await theirs.goto(`/courses/${slug}`))?.status()).toBe(404);
      await theirs.goto("/courses");
      await expect(theirs.getByText(title)).toHaveCount(0);

      await comeBack(3);
      const steps = page.getByRole("list", { name: "Steps of setting up the course" });
      await expect(steps.getByRole("listitem").filter({ hasText: "The roster" })).toContainText("Done");
      await expect(steps.locator("[aria-current=step]")).toContainText("AWS credit has no codes yet.");
      const offer = await data.db.prisma.offer.findFirstOrThrow({ where: { course: { slug } } });
      await data.codes({ offer, codes: 1 });

      await comeBack(4);
      await page.getByRole("link", { name: "Look it over" }).click();
      await expect(page.getByText("1 code for 2 participants: 1 too few.")).toBeVisible();
      await expect(page.getByText(/Its window is over since/)).toBeVisible();
      await look("look-over");

      await data.db.prisma.offer.update({ where: { id: offer.id }, data: { closesAt: new Date(inDays(20)) } });
      await page.reload();
      await expect(page.getByText(/Its window is over/)).toHaveCount(0);
      const stale = await openAs({ email });
      await stale.goto(`${path}/open`);
      await page.getByRole("button", { name: "Open the course" }).dblclick();
      await expect(page.getByRole("status")).toContainText("The course is open");
      await stale.getByRole("button", { name: "Open the course" }).click();
      await expect(stale.getByRole("status")).toContainText("The course is open");
      const events = await data.db.prisma.auditEvent.findMany({
        where: { courseId: offer.courseId, act: "course.opened" },
      });
      expect(events).toHaveLength(1);

      await theirs.goto(`/courses/${slug}`);
      await expect(theirs.getByRole("heading", { level: 1 })).toContainText(title);
    });
  });
}

test("last year's course comes again without its people and codes", async ({ page, data, signedInAs, axe }) => {
  const course = await data.course({
    title: `Last year ${crypto.randomUUID().slice(0, 8)}`,
    startsOn: new Date("2025-10-06"),
    endsOn: new Date("2026-02-27"),
  });
  const offer = await data.offer({
    course,
    opensAt: new Date("2025-10-20T07:00:00Z"),
    closesAt: new Date("2025-11-20T08:00:00Z"),
    redeemBy: new Date("2026-04-30"),
  });
  await data.codes({ offer, codes: 3 });
  await data.enrolment({ course, name: "Ada Brook" });
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR", name: "Iris Lead" }));
  await page.goto(`/admin/courses/${course.slug}/settings`);
  await page.getByRole("link", { name: "Copy the course" }).click();
  await expect(page.getByLabel("First day")).toHaveValue("2026-10-05");
  await page.getByRole("button", { name: "Make the copy" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Say which run of the course this is");
  await page.getByLabel("Term").fill("Winter 2026");
  await page.getByRole("button", { name: "Make the copy" }).click();
  await expect(page.getByRole("status")).toContainText("The copy is made");
  await expect(page.getByText("19 October 2026, 09:00 to 19 November 2026, 09:00")).toBeVisible();
  await expect(page.getByText("0 codes for 0 participants.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Roster", exact: true }).click();
  await expect(page.getByRole("row", { name: /Iris Lead Instructor/ })).toBeVisible();
  await expect(page.getByText("Ada Brook")).toHaveCount(0);
  await page.goto(`/admin/courses/${course.slug}/roster`);
  await expect(page.getByRole("row", { name: /Ada Brook/ })).toBeVisible();
});
