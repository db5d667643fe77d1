import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { expect, test } from "@/e2e/fixtures/test";
import { buildClass } from "@/e2e/instructor/build-class";
import { revealCode } from "@/features/credits/commands";
import { paths } from "@/lib/paths";

test("an instructor reads what happened, and finds it by person, act and day", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { instructor, ask, course, offer } = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
  await ask("Nora Newcomer");
  await ask("Ben Second");
  await signedInAs(instructor);
  await page.goto(paths.requests({ course: course.slug, offer: offer.slug }));
  await page.getByRole("button", { name: "Approve the request of Nora Newcomer" }).click();
  await expect(page.getByRole("status")).toContainText("is approved");
  await page.goto(paths.trail(course.slug));
  const approved = page.getByText("Iris Instructor approved the request of Nora Newcomer");
  await expect(approved).toBeVisible();
  await axe(page);
  await picture(page, "trail");

  await page.getByLabel("Person").fill("ben sec");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page).toHaveURL(/person=ben\+sec/);
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(approved).toHaveCount(0);
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(approved).toBeVisible();

  await page.getByLabel("Act").selectOption({ label: "Request approved" });
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(approved).toBeVisible();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${course.slug}-trail-\\d{4}-\\d\\d-\\d\\d[.]csv$`));
  const rows: Record<string, string>[] = parse(await readFile(await file.path(), "utf8"), { bom: true, columns: true });
  expect(rows.map((row) => row["What happened"])).toEqual(["Iris Instructor approved the request of Nora Newcomer"]);
});

test("what makes no sense, or finds nothing, says so and leads back", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { instructor, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  await ask("Nora Newcomer");
  await signedInAs(instructor);
  for (const [query, sentence] of [
    ["act=code.eaten", "There is no such act."],
    ["from=yesterday", "A day is written like"],
    ["from=2026-02-02&until=2026-02-01", "The first day is after the last one."],
    ["after=nonsense", "The list has no page that begins there."],
    ["person=nobody-of-that-name", "Nobody on the roster"],
    ["until=2001-01-01", "No event of this course fits"],
  ]) {
    await page.goto(`${paths.trail(course.slug)}?${query}`);
    await expect(page.getByText(sentence ?? "")).toBeVisible();
    await page.getByRole("link", { name: "Show everything" }).last().click();
    await expect(page.getByRole("rowheader").first()).toBeVisible();
  }
  await page.goto(`${paths.trail(course.slug)}?act=code.eaten`);
  await axe(page);
  await picture(page, "trail-nothing-found");
});

test("a long trail comes by pages", async ({ data, page, signedInAs }) => {
  const { instructor, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await data.db.pool.query(
    `INSERT INTO audit_events (course_id, act, subject_type, subject_id)
     SELECT $1::text::uuid, 'course.changed', 'course', $1::text FROM generate_series(1, 103)`,
    [course.id],
  );
  await signedInAs(instructor);
  await page.goto(`${paths.trail(course.slug)}?act=course.changed`);
  await expect(page.getByRole("rowheader")).toHaveCount(100);
  await page.getByRole("link", { name: "Older events" }).click();
  await expect(page).toHaveURL(/act=course.changed.*after=\d+/);
  await expect(page.getByRole("rowheader")).toHaveCount(3);
  await page.getByRole("link", { name: "The newest events" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(100);
});

test("the sponsor's report counts and names nobody, on the screen, on paper and as a file", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { instructor, ask, course, codes } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  const carla = await ask("Carla Canaria");
  await revealCode({ prisma: data.db.prisma, proof: carla });
  await signedInAs(instructor);
  await page.goto(paths.sponsorReport(course.slug));
  const row = (name: string) =>
    page.getByRole("table", { name: "Codes and what they are worth" }).getByRole("row", { name });
  await expect(row("Unused")).toContainText(/2.*\$200/);
  await expect(row("Revealed, not redeemed")).toContainText(/1.*\$100/);
  await expect(row("Received in all")).toContainText(/3.*\$300/);
  await axe(page);
  await picture(page, "sponsor-report");
  const main = await page.locator("main").textContent();
  for (const name of ["Carla", "Canaria", carla.email, "@", ...codes]) expect(main).not.toContain(name);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Download as CSV" })).toBeHidden();
  await expect(page.getByRole("table", { name: "People" })).toBeVisible();
  // The column of sections, which is not printed, leaves its room to the report.
  expect((await page.getByRole("table", { name: "People" }).boundingBox())?.width).toBeGreaterThan(900);
  await page.screenshot({ path: ".test/screenshots/desktop-sponsor-report-print.png", fullPage: true });
  await page.emulateMedia({ media: null });
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  expect(text).toContain('"AWS credit","Worth","Unused","200.00","USD"');
  expect(text).not.toMatch(/carla|canaria|@/i);
});

test("the record is for instructors only", async ({ data, page, signedInAs, openAs, allowNoise }) => {
  allowNoise(/status of 404/);
  const { course, join } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  const elsewhere = await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" });
  await signedInAs(await data.enrolment({ course, role: "ASSISTANT" }));
  const others = [page, await openAs(await join("Paul Participant")), await openAs(elsewhere)];
  for (const theirs of others) {
    for (const path of [paths.trail(course.slug), paths.sponsorReport(course.slug)]) {
      expect((await theirs.goto(path))?.status(), path).toBe(404);
    }
  }
});

test.describe("without a script, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("the trail is read and filtered the same", async ({ data, page, signedInAs, picture }) => {
    const { instructor, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
    await ask("Nora Newcomer");
    await signedInAs(instructor);
    await page.goto(paths.trail(course.slug));
    await page.getByLabel("Person").fill("nora");
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByText("Nora Newcomer was given a code of AWS credit")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await picture(page, "trail-phone");
    await page.goto(paths.sponsorReport(course.slug));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await picture(page, "sponsor-report-phone");
  });
});
