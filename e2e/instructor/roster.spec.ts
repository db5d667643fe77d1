import { expect, test } from "@/e2e/fixtures/test";

test("an instructor adds, changes, removes and brings back people", async ({ page, data, signedInAs, openAs }) => {
  const course = await data.course();
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR", name: "Iris Lead" }));
  const participant = await data.enrolment({ course, name: "Ada Brook" });
  const theirs = await openAs(participant);
  await theirs.goto(`/courses/${course.slug}`);
  await expect(theirs.getByRole("heading", { level: 1 })).toContainText(course.title);

  await page.goto(`/admin/courses/${course.slug}/roster`);
  const row = page.getByRole("row", { name: /Ada Brook/ });
  await row.locator("summary").click();
  await row.getByRole("button", { name: "Remove from the course" }).click();
  await expect(page.getByRole("status")).toContainText("signed out everywhere");
  await expect(row).toContainText("Removed");
  await theirs.goto(`/courses/${course.slug}`);
  await expect(theirs).toHaveURL(/\/sign-in/);

  await row.getByRole("button", { name: "Bring back" }).click();
  await expect(page.getByRole("status")).toContainText("back on the roster");
  await row.locator("summary").click();
  await row.getByLabel("Role").selectOption("ASSISTANT");
  await row.getByRole("button", { name: "Save the role" }).click();
  await expect(page.getByRole("status")).toContainText("role");
  await expect(row).toContainText("Assistant");

  const own = page.getByRole("row", { name: /Iris Lead/ });
  await own.locator("summary").click();
  await own.getByRole("button", { name: "Remove from the course" }).click();
  await expect(page.getByRole("status")).toContainText("last instructor");

  const email = `new-${crypto.randomUUID()}@example.org`;
  for (const answer of ["The person is on the roster", null]) {
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Name", { exact: false }).last().fill("New Person");
    await page.getByRole("button", { name: "Add the person" }).click();
    if (answer) await expect(page.getByRole("status")).toContainText(answer);
  }
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/on the roster already/);
  await expect(page.getByLabel("E-mail address")).toHaveValue(email);

  await page.getByLabel("Find a person").fill("new person");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
});

test("a roster from Excel with semicolons and Windows letters comes in, and its second import adds nobody", async ({
  page,
  data,
  signedInAs,
}) => {
  const course = await data.course();
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  const mark = crypto.randomUUID();
  const text = `Vorname;Nachname;E-Mail-Adresse\r\nZo\xeb;M\xfcller;zoe-${mark}@example.org\r\n`;
  for (const found of ["Add 1 person", null]) {
    await page.goto(`/admin/courses/${course.slug}/roster/import`);
    await page
      .getByLabel("File")
      .setInputFiles({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByText("read as Windows-1252 with semicolons. Nothing has been imported yet.")).toBeVisible();
    const imported = page.getByRole("status").filter({ hasText: "1 person was added." });
    if (found) {
      await expect(page.getByRole("row", { name: new RegExp(`zoe-${mark}.*Zoë Müller Participant`) })).toBeVisible();
      await page.getByRole("button", { name: found }).click();
      await expect(imported).toBeVisible();
    }
  }
  await expect(page.getByText("Unchanged", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Add/ })).toHaveCount(0);
});
