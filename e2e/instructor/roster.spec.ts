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
  await row.getByRole("link", { name: "Change" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Brook");
  await page.getByRole("button", { name: "Remove from the course" }).click();
  await expect(page.getByRole("status")).toContainText("signed out everywhere");
  await expect(row).toContainText("Removed");
  await theirs.goto(`/courses/${course.slug}`);
  await expect(theirs).toHaveURL(/\/sign-in/);

  await row.getByRole("button", { name: "Bring back" }).click();
  await expect(page.getByRole("status")).toContainText("back on the roster");
  await row.getByRole("link", { name: "Change" }).click();
  await page.getByLabel("Role").selectOption("ASSISTANT");
  await page.getByRole("button", { name: "Save the person" }).click();
  await expect(page.getByRole("status")).toContainText("The person is saved");
  await expect(page.getByText(/^Assistant since/)).toBeVisible();

  await page.goto(`/admin/courses/${course.slug}/roster`);
  await page
    .getByRole("row", { name: /Iris Lead/ })
    .getByRole("link", { name: "Change" })
    .click();
  await page.getByRole("button", { name: "Remove from the course" }).click();
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

test("the later of two instructors is told what the other one saved about a person", async ({
  page,
  data,
  signedInAs,
  openAs,
}) => {
  const course = await data.course();
  const [one, two] = [
    await data.enrolment({ course, role: "INSTRUCTOR" }),
    await data.enrolment({ course, role: "INSTRUCTOR" }),
  ];
  const { id } = await data.enrolment({ course, name: "Ada Brook" });
  await signedInAs(one);
  const other = await openAs(two);
  for (const tab of [page, other]) await tab.goto(`/admin/courses/${course.slug}/roster/${id}`);
  await other.getByLabel("Name").fill("Ada Theirs");
  await other.getByRole("button", { name: "Save the person" }).click();
  await expect(other.getByRole("status")).toContainText("The person is saved");
  await page.getByLabel("Name").fill("Ada Mine");
  await page.getByRole("button", { name: "Save the person" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody else changed this person" })).toContainText(
    "Name: “Ada Theirs”",
  );
  await page.getByRole("button", { name: "Save the person" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Mine");
});

test("an assistant looks after participants, and is offered neither roles nor anything of codes", async ({
  page,
  data,
  signedInAs,
  axe,
  picture,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const course = await data.course();
  const offer = await data.offer({ course });
  const instructor = await data.enrolment({ course, role: "INSTRUCTOR", name: "Iris Lead" });
  const participant = await data.enrolment({ course, name: "Ada Brook" });
  await signedInAs(await data.enrolment({ course, role: "ASSISTANT" }));
  await page.goto("/admin");
  await expect(page.getByRole("link", { name: course.title })).toBeVisible();

  await page.goto(`/admin/courses/${course.slug}/roster`);
  await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Import a roster" })).toHaveCount(0);
  await expect(page.getByLabel("Role")).toHaveCount(0);
  await axe(page);
  await picture(page, "roster-assistant");
  const email = `new-${crypto.randomUUID()}@example.org`;
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Add the participant" }).click();
  await expect(page.getByRole("status")).toContainText("The person is on the roster");
  await expect(page.getByRole("row", { name: new RegExp(`${email}.*Participant`) })).toBeVisible();

  await page
    .getByRole("row", { name: /Ada Brook/ })
    .getByRole("link", { name: "Change" })
    .click();
  await expect(page.getByLabel("Role")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Download their data" })).toHaveCount(0);
  await page.getByLabel("Name").fill("Ada Lind");
  await page.getByRole("button", { name: "Save the person" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lind");
  await page.getByRole("button", { name: "Remove from the course" }).click();
  await page
    .getByRole("row", { name: /Ada Lind/ })
    .getByRole("button", { name: "Bring back" })
    .click();
  await expect(page.getByRole("status")).toContainText("back on the roster");

  await page.getByRole("link", { name: instructor.email, exact: true }).click();
  await expect(page.getByText("Assistants look after participants.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Save|Remove/ })).toHaveCount(0);
  const person = `/roster/${participant.id}`;
  const closed = [
    ...["/open", "/settings", "/copy", "/edit", "/attachments", `${person}/forget`, `${person}/data.json`],
    ...["/offers/new", `/offers/${offer.slug}/codes`, `/offers/${offer.slug}/edit`, "/roster/import"],
  ];
  for (const path of closed) {
    expect((await page.request.get(`/admin/courses/${course.slug}${path}`)).status(), path).toBe(404);
  }
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
