import { expect, test } from "@/e2e/fixtures/test";

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("an offer opens now, for whoever asks; saved again it keeps its instant", async ({
      page,
      data,
      signedInAs,
      openAs,
      axe,
      picture,
    }) => {
      const course = await data.course({ timeZone: "Asia/Calcutta" });
      await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
      await page.goto(`/admin/courses/${course.slug}/offers/new`);
      await page.getByLabel("Name", { exact: true }).fill("AWS credit");
      await page.getByLabel("Amount of one code").fill("100");
      const moment = page.getByLabel("Requests open");
      await expect(moment).toBeVisible();
      await page.getByRole("radio", { name: "Now" }).check();
      await expect(moment).toBeHidden();
      await page.getByLabel("Requests close").fill("2090-01-01T00:00");
      await page.getByLabel("Last day to redeem").fill("2090-01-01");
      if (script) await axe(page);
      if (script) await picture(page, "offer-opens-now");
      await page.getByRole("button", { name: "Make the offer" }).click();
      await expect(page.getByRole("status")).toContainText("The offer is made");
      const opened = await data.db.prisma.offer.findFirstOrThrow({ where: { courseId: course.id } });
      const guest = await openAs(await data.enrolment({ course }));
      await guest.goto(`/courses/${course.slug}/offers/${opened.slug}`);
      await expect(guest.getByRole("button", { name: "Request my code" })).toBeVisible();

      await page.goto(`/admin/courses/${course.slug}/offers/${opened.slug}/edit`);
      await page.getByLabel("Name", { exact: true }).fill("The AWS credit");
      await page.getByRole("button", { name: "Save the offer" }).click();
      await expect(page.getByRole("status")).toContainText("The offer is saved");
      const saved = await data.db.prisma.offer.findUniqueOrThrow({ where: { id: opened.id } });
      expect([saved.name, saved.opensAt]).toEqual(["The AWS credit", opened.opensAt]);

      // A course that has an older name of its zone: the form shows today's, not the first of the list.
      await page.goto(`/admin/courses/${course.slug}/edit`);
      await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Kolkata");
    });

    test("an administrator sets up a course, its offer, roster and codes from nothing", async ({
      page,
      data,
      signedInAs,
    }) => {
      const email = `administrator-${crypto.randomUUID()}@example.org`;
      await data.administrator({ email });
      await signedInAs({ email });
      const press = (name: string | RegExp) => page.getByRole("button", { name }).click();

      await page.goto("/admin/courses/new");
      await page.getByLabel("Title").fill("Exploring the clouds");
      await page.getByLabel("Term").fill(script ? "Winter" : "Summer");
      await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
      await page.getByLabel("First day").fill("2026-10-01");
      await page.getByLabel("Last day").fill("2027-02-28");
      await page.getByLabel("Whom to ask").fill("Mira Holt");
      await page.getByLabel("Address for questions").fill("Mira@Example.org");
      await press("Make the course");
      await expect(page.getByRole("status")).toContainText("The course is made");
      await expect(page.getByText("mira@example.org")).toBeVisible();
      const course = new URL(page.url()).pathname;

      await page.getByRole("link", { name: "Make an offer" }).first().click();
      await page.getByLabel("Name", { exact: true }).fill("AWS credit");
      await page.getByLabel("Amount of one code").fill("99.50");
      await page.getByLabel("Requests open").fill("2026-11-20T09:00");
      await page.getByLabel("Requests close").fill("2026-12-19T18:00");
      await page.getByLabel("Last day to redeem").fill("2027-04-30");
      await page.getByLabel("By approval").check();
      await press("Make the offer");
      await expect(page.getByRole("status")).toContainText("The offer is made");
      await expect(page.getByText("$99.50")).toBeVisible();
      await expect(page.getByText("20 November 2026, 09:00 (Asia/Tokyo)")).toBeVisible();
      await expect(page.getByText("no codes yet", { exact: true })).toBeVisible();

      await page.getByRole("link", { name: "Import codes" }).click();
      const [first, second] = [data.inventCode(), data.inventCode()];
      const file = `No.;Code;Remark\n1;${first};\n2;${second};\n3; ${first.toLowerCase()} ;\n4;two words;\n5;${"x".repeat(300)};\n`;
      await page
        .getByLabel("File")
        .setInputFiles({ name: "codes.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
      await press("Check it");
      await expect(page.getByText("Nothing has been imported yet")).toBeVisible();
      const lines = page.getByRole("table", { name: "Lines that do not come in" });
      await expect(
        lines.getByRole("row", { name: /^4 Duplicate in the file The same code as on line 2/ }),
      ).toBeVisible();
      await expect(lines.getByRole("row", { name: /^5 Malformed There is a space inside/ })).toBeVisible();
      await expect(
        lines.getByRole("row", { name: /^6 Malformed A code has at most 256 characters; this has 300/ }),
      ).toBeVisible();
      expect(await page.content()).not.toContain(first.slice(0, -3));
      await press("Import 2 codes");
      await expect(page.getByRole("status").filter({ hasText: "2 codes were added." })).toBeVisible();
      await page.getByRole("link", { name: "AWS credit" }).click();
      await expect(page.getByText("2 of 2 left")).toBeVisible();
      await expect(page.getByRole("rowheader", { name: "codes.csv" })).toBeVisible();

      await page.goto(`${course}/roster/import`);
      await page
        .getByLabel("Or paste the lines")
        .fill("Ada@example.org, Ada Brook\nBo Lind <bo@example.org>\nnobody\nada@example.org\n");
      await press("Check it");
      const malformed = page.getByRole("row", { name: /^3 nobody .*Malformed “nobody” is not an e-mail address/ });
      await expect(malformed).toBeVisible();
      await expect(page.getByRole("row", { name: /^4 ada@example.org .*Duplicate in the file/ })).toBeVisible();
      await press("Add 2 people");
      await expect(page.getByRole("status").filter({ hasText: "2 people were added." })).toBeVisible();
      await page.getByRole("link", { name: "See the roster" }).click();
      await expect(page.getByRole("row", { name: /ada@example.org Ada Brook Participant/ })).toBeVisible();

      await page.goto(course);
      await expect(page.getByRole("heading", { name: "Set the course up: 4 of 5 steps done" })).toBeVisible();
      await page.getByRole("link", { name: "Look it over" }).click();
      await expect(page.getByText("2 codes for 2 participants: one for each.")).toBeVisible();
      await press("Open the course");
      await expect(page.getByRole("status")).toContainText("The course is open");
    });
  });
}

test("the later of two instructors is told, and keeps what was typed", async ({ page, data, signedInAs, openAs }) => {
  const course = await data.course();
  const [one, two] = [
    await data.enrolment({ course, role: "INSTRUCTOR" }),
    await data.enrolment({ course, role: "INSTRUCTOR" }),
  ];
  await signedInAs(one);
  const other = await openAs(two);
  for (const tab of [page, other]) await tab.goto(`/admin/courses/${course.slug}/edit`);
  await other.getByLabel("Title").fill("Theirs");
  await other.getByRole("button", { name: "Save the course" }).click();
  await expect(other.getByRole("status")).toContainText("The course is saved.");

  await page.getByLabel("Title").fill("Mine");
  await page.getByRole("button", { name: "Save the course" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody else changed this course" })).toContainText(
    "Title: “Theirs”",
  );
  await expect(page.getByLabel("Title")).toHaveValue("Mine");
  await page.getByRole("button", { name: "Save the course" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mine");
});

test("the desk is for instructors: others find nothing there", async ({
  page,
  data,
  openAs,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const course = await data.course();
  const offer = await data.offer({ course });
  const pages = [
    "",
    "/edit",
    "/open",
    "/settings",
    "/copy",
    "/roster",
    "/roster/import",
    "/attachments",
    "/offers/new",
    `/offers/${offer.slug}`,
    `/offers/${offer.slug}/edit`,
    `/offers/${offer.slug}/codes`,
  ];
  const participant = await openAs(await data.enrolment({ course }));
  const stranger = await openAs(await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" }));
  for (const tab of [participant, stranger]) {
    for (const path of pages) {
      const answer = await tab.goto(`/admin/courses/${course.slug}${path}`);
      expect(answer?.status(), path).toBe(404);
      await expect(tab.getByText(course.title)).toHaveCount(0);
    }
    expect((await tab.goto("/admin/courses/new"))?.status()).toBe(404);
  }
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  expect((await page.goto(`/admin/courses/${course.slug}`))?.status()).toBe(200);
});
