import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("the form of a course says beside each field what is wrong, and keeps what was typed", async ({
      page,
      data,
      signedInAs,
    }) => {
      const email = `administrator-${crypto.randomUUID()}@example.org`;
      await data.administrator({ email });
      await signedInAs({ email });
      const send = () => page.getByRole("button", { name: "Make the course" }).click();
      await page.goto("/admin/courses/new");
      await send();
      await expect(page.getByRole("alert").getByRole("link")).toHaveCount(6);
      if (script)
        await expect(page.getByRole("heading", { name: "Please look at this again" }).locator("../..")).toBeFocused();
      await page.getByLabel("Title").fill("A course");
      await page.getByLabel("Term").fill("1");
      await page.getByLabel("Time zone").selectOption("Europe/Berlin");
      await page.getByLabel("First day").fill("2026-10-01");
      await page.getByLabel("Last day").fill("2026-09-30");
      await page.getByLabel("Whom to ask").fill("Mira Holt");
      await page.getByLabel("Address for questions").fill("mira at example");
      await send();
      await expect(page.getByLabel("Address for questions")).toHaveAccessibleDescription(
        /This is not an e-mail address/,
      );
      await page.getByLabel("Address for questions").fill("mira@example.org");
      await send();
      await expect(page.getByLabel("Last day")).toHaveAccessibleDescription(/would end before it begins/);
      await expect(page.getByLabel("Title")).toHaveValue("A course");
      await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
    });

    test("so does the form of an offer", async ({ page, data, signedInAs }) => {
      const course = await data.course();
      await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
      await page.goto(`/admin/courses/${course.slug}/offers/new`);
      await page.getByLabel("Name", { exact: true }).fill("A credit");
      await page.getByLabel("Amount of one code").fill("-1");
      await page.getByLabel("Currency").selectOption("JPY");
      await page.getByLabel("Requests open").fill("2026-11-20T09:00");
      await page.getByLabel("Requests close").fill("2026-11-19T09:00");
      await page.getByLabel("Last day to redeem").fill("2026-11-18");
      await page.getByLabel("By approval").check();
      await page.getByRole("button", { name: "Make the offer" }).click();
      await expect(page.getByLabel("Amount of one code")).toHaveAccessibleDescription(/take out the minus sign/);
      await expect(page.getByLabel("Requests close")).toHaveAccessibleDescription(/would close before it opens/);
      await expect(page.getByLabel("Last day to redeem")).toHaveAccessibleDescription(/over before the window opens/);
      await expect(page.getByLabel("Amount of one code")).toHaveValue("-1");
      await expect(page.getByLabel("Currency")).toHaveValue("JPY");
      await expect(page.getByLabel("By approval")).toBeChecked();
      await expect(page.getByLabel("Requests open")).toHaveValue("2026-11-20T09:00");
    });

    test("a file that is no list of codes gets a sentence, and nothing comes in", async ({
      page,
      data,
      signedInAs,
    }) => {
      const course = await data.course();
      const offer = await data.offer({ course });
      await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
      await page.goto(`/admin/courses/${course.slug}/offers/${offer.slug}/codes`);
      const cases: [Buffer | null, RegExp][] = [
        [null, /Choose a file, or paste the lines/],
        [Buffer.alloc(0), /is empty/],
        [Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /looks like an Excel file.*save as/i],
        [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /PNG image/],
        [Buffer.from('code\nAB12\n"CD34\n'), /On line 3 a quotation mark/],
      ];
      for (const [buffer, sentence] of cases) {
        await page
          .getByLabel("File")
          .setInputFiles(buffer ? [{ name: "codes.csv", mimeType: "text/csv", buffer }] : []);
        await page.getByRole("button", { name: "Check it" }).click();
        await expect(page.getByLabel("File")).toHaveAccessibleDescription(sentence);
      }
      // What turns out only while it is read is said on the page of its import.
      await page.getByLabel("File").setInputFiles({
        name: "codes.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(`code\n${"AB12\n".repeat(200)}"CD34\n`),
      });
      await page.getByRole("button", { name: "Check it" }).click();
      await expect(page.getByText(/On line 202 a quotation mark/)).toBeVisible();
      await page.getByRole("link", { name: "Choose another file" }).click();
      await page.getByLabel("Or paste the codes").fill("1,AB12\n2,CD34");
      await page.getByRole("button", { name: "Check it" }).click();
      await expect(page.getByText(/none is named “code”/)).toBeVisible();
      await page.getByRole("button", { name: "Check with these columns" }).click();
      await expect(page.getByLabel("Column with the codes")).toHaveAccessibleDescription(/Choose the column/);
      expect(await data.db.prisma.code.count({ where: { offerId: offer.id } })).toBe(0);
    });
  });
}

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    for (const kind of ["codes", "roster"] as const) {
      test(`a file and pasted lines at once are not taken as ${kind}, nor neither of them, and the page says so`, async ({
        page,
        data,
        signedInAs,
      }) => {
        const course = await data.course();
        const offer = await data.offer({ course });
        await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
        const ref = { course: course.slug, offer: offer.slug };
        await page.goto(kind === "codes" ? paths.codesImport(ref) : paths.rosterImport(course.slug));
        const [line, other] =
          kind === "codes" ? [data.inventCode(), data.inventCode()] : ["pasted@example.org", "in-a-file@example.org"];
        const [box, file] = [page.getByLabel(/^Or paste the/), page.getByLabel("File")];
        const check = page.getByRole("button", { name: "Check it" });
        await check.click();
        await expect(file).toHaveAccessibleDescription(/Choose a file, or paste the lines/);
        await box.fill(line);
        await file.setInputFiles({ name: "some.csv", mimeType: "text/csv", buffer: Buffer.from(other) });
        await check.click();
        await expect(file).toHaveAccessibleDescription(/as well. Send one of the two/);
        // What was pasted may be codes, which are never sent back: it stays only where a script could look before sending.
        await expect(box).toHaveValue(script ? line : "");
        expect(await data.db.prisma.import.count({ where: { courseId: course.id } })).toBe(script ? 0 : 1);
        if (script) await file.setInputFiles([]);
        else await box.fill(line);
        await check.click();
        await expect(
          page.getByRole("button", { name: kind === "codes" ? "Import 1 code" : "Add 1 person" }),
        ).toBeVisible();
        if (kind === "codes") expect(await page.content()).not.toContain(line.slice(0, -3));
      });
    }
  });
}

test("pressing back and importing again changes nothing and says so", async ({ page, data, signedInAs }) => {
  const course = await data.course();
  const offer = await data.offer({ course });
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await page.goto(`/admin/courses/${course.slug}/offers/${offer.slug}/codes`);
  await page.getByLabel("Or paste the codes").fill(data.inventCode());
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("button", { name: "Import 1 code" })).toBeVisible();
  const stale = await page.context().newPage();
  await stale.goto(page.url());
  await page.getByRole("button", { name: "Import 1 code" }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: "1 code was added." })).toBeVisible();
  await stale.getByRole("button", { name: "Import 1 code" }).click();
  await expect(stale.getByText("is done with it")).toBeVisible();
  await expect(stale.getByRole("status").filter({ hasText: "1 code was added." })).toBeVisible();
  expect(await data.db.prisma.code.count({ where: { offerId: offer.id } })).toBe(1);
});

test("a file of 12 MB with 20,000 codes comes in, with its progress", async ({ page, data, signedInAs }) => {
  const course = await data.course();
  const offer = await data.offer({ course });
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await page.goto(`/admin/courses/${course.slug}/offers/${offer.slug}/codes`);
  // Larger than what Next holds of a body for its middleware, and than what a Server Action may be sent.
  const lines = Array.from({ length: 20_000 }, () => `${data.inventCode()};${"-".repeat(600)}`);
  const buffer = Buffer.from(`code;remark\r\n${lines.join("\r\n")}`);
  expect(buffer.length).toBeGreaterThan(12_000_000);
  await page.getByLabel("File").setInputFiles({ name: "codes.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Check it" }).click();
  await page.getByRole("button", { name: "Import 20,000 codes" }).click({ timeout: 60_000 });
  await expect(page.getByRole("status").filter({ hasText: "20,000 codes were added." })).toBeVisible({
    timeout: 60_000,
  });
  expect(await data.db.prisma.code.count({ where: { offerId: offer.id } })).toBe(20_000);
});
