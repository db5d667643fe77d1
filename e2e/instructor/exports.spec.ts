import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import readExcelFile from "read-excel-file/node";
import { expect, test } from "@/e2e/fixtures/test";
import { buildClass } from "@/e2e/instructor/build-class";
import { confirmAgain } from "@/e2e/instructor/confirm-again";
import { paths } from "@/lib/paths";

test("an instructor takes the lists out, readable and harmless, and the trail says so", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask, codes, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  await ask('=HYPERLINK("http://evil.example")');
  await ask("Zoë Second");
  await signedInAs(instructor);
  await page.goto(paths.exports(course.slug));
  await expect(page.getByRole("heading", { level: 1, name: "Exports" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Downloads: Roster" }).getByRole("cell", { name: "3" })).toBeVisible();
  await axe(page);
  await picture(page, "exports");

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV of Allocations, AWS credit" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(
    new RegExp(`^${course.slug}-allocations-${at.offer}-\\d{4}-\\d\\d-\\d\\d[.]csv$`),
  );
  const text = await readFile(await file.path(), "utf8");
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  expect(rows.map(({ Name }) => Name)).toEqual(['\'=HYPERLINK("http://evil.example")', "Zoë Second"]);
  expect(rows[0]?.Allocated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
  for (const code of codes) expect(text).not.toContain(code);
  // A file is no page: nothing says that one is on its way.
  await expect(page.getByText("Loading the next page")).toHaveCount(0);

  const book = page.waitForEvent("download");
  await page.getByRole("link", { name: "XLSX of Requests, AWS credit" }).click();
  const [sheet] = await readExcelFile(await readFile(await (await book).path()));
  expect(sheet?.data).toHaveLength(3);

  await page.goto(paths.trail(course.slug));
  await expect(page.getByText("Iris Instructor downloaded the requests of AWS credit, 2 rows")).toBeVisible();
  await expect(page.getByText("Iris Instructor downloaded the allocations of AWS credit, 2 rows")).toBeVisible();
});

test("codes leave only by a form, after confirming again, and the trail counts them", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { instructor, codes, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  await signedInAs(instructor);
  await page.goto(paths.exports(course.slug));
  await expect(page.getByText("This is a file with money in it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Download the codes as CSV" })).toHaveCount(0);
  await page.getByRole("link", { name: "Confirm that it is you" }).click();
  await confirmAgain({ page, email: instructor.email });
  await expect(page).toHaveURL(paths.exports(course.slug));
  await axe(page);
  await picture(page, "exports-confirmed");

  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the codes as CSV" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  expect(rows.map(({ Code }) => Code).sort()).toEqual([...codes].sort());
  await page.goto(paths.trail(course.slug));
  await expect(page.getByText("Iris Instructor downloaded 3 codes of AWS credit in the clear")).toBeVisible();
  // An address alone brings none.
  expect((await page.request.get(paths.exportCodes(course.slug))).status()).toBe(405);
});

test("what nobody confirmed, or sent from elsewhere, brings no code", async ({ data, page, signedInAs, ground }) => {
  const { at, instructor, codes, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  await signedInAs(instructor);
  const post = (headers: Record<string, string>) =>
    page.request.post(paths.exportCodes(course.slug), { form: { offer: at.offer }, headers, maxRedirects: 0 });
  const unconfirmed = await post({ origin: ground.url });
  expect(unconfirmed.status()).toBe(303);
  expect(unconfirmed.headers().location).toContain(paths.confirmAgain);
  for (const origin of ["https://evil.example", "null", ""]) {
    const refused = await post(origin ? { origin } : {});
    expect(refused.status(), origin).toBe(403);
    expect(await refused.text()).not.toContain(codes[0]);
  }
  expect(await data.db.prisma.auditEvent.count({ where: { courseId: course.id, act: "codes.exported" } })).toBe(0);
});

test("assistants take out people and requests only, and whoever has no business here nothing", async ({
  data,
  page,
  openAs,
  signedInAs,
  ground,
  axe,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { at, course, join } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const other = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const assistant = await data.enrolment({ course, role: "ASSISTANT" });
  const participant = await join("Paul Participant");
  const files = {
    roster: paths.exportFile({ course: course.slug, file: "roster.csv" }),
    requests: paths.exportFile({ course: course.slug, file: "requests.csv", offer: at.offer }),
    allocations: paths.exportFile({ course: course.slug, file: "allocations.csv", offer: at.offer }),
    all: paths.exportFile({ course: course.slug, file: "allocations.xlsx" }),
    messages: paths.exportFile({ course: course.slug, file: "messages.csv" }),
    trail: paths.trailFile(course.slug),
    report: paths.sponsorReportFile(course.slug),
  };
  await signedInAs(assistant);
  await page.goto(paths.exports(course.slug));
  await expect(page.getByRole("link", { name: "CSV of Roster, the whole course" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Allocations" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Codes" })).toHaveCount(0);
  await axe(page);
  const ask = async (as: typeof page, file: string) => (await as.request.get(file, { maxRedirects: 0 })).status();
  const take = async (as: typeof page) =>
    Object.fromEntries(
      await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await ask(as, file)])),
    );
  const nothing = { roster: 404, requests: 404, allocations: 404, all: 404, messages: 404, trail: 404, report: 404 };
  // One after the other: only so many downloads are made at once.
  expect(await ask(page, files.roster)).toBe(200);
  expect(await ask(page, files.requests)).toBe(200);
  for (const file of [files.allocations, files.all, files.messages, files.trail, files.report]) {
    expect(await ask(page, file), file).toBe(404);
  }
  for (const person of [participant, other.instructor]) {
    const theirs = await openAs(person);
    expect(await take(theirs)).toEqual(nothing);
    for (const path of [paths.exports(course.slug), paths.trail(course.slug), paths.sponsorReport(course.slug)]) {
      expect((await theirs.goto(path))?.status(), path).toBe(404);
    }
    const post = { form: { offer: at.offer }, headers: { origin: ground.url }, maxRedirects: 0 };
    expect((await theirs.request.post(paths.exportCodes(course.slug), post)).status()).toBe(404);
  }
  const post = { form: { offer: at.offer }, headers: { origin: ground.url }, maxRedirects: 0 };
  expect((await page.request.post(paths.exportCodes(course.slug), post)).status()).toBe(404);
  expect(await data.db.prisma.auditEvent.count({ where: { courseId: course.id, act: "list.exported" } })).toBe(2);
});

test("files that there are not are not found, whoever asks", async ({ data, page, signedInAs }) => {
  const { at, instructor, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  for (const [file, offer] of [
    ["codes.csv"],
    ["roster.pdf"],
    ["roster.csv", at.offer],
    ["requests.csv"],
    ["requests.csv", "no-such-offer"],
    ["..%2froster.csv"],
  ]) {
    const address = paths.exportFile({ course: course.slug, file: file ?? "", offer });
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
});

test.describe("without a script, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("lists and codes are taken out the same", async ({ data, page, signedInAs, picture }) => {
    const { instructor, codes, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
    await signedInAs(instructor);
    await page.goto(paths.exports(course.slug));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await picture(page, "exports-phone");
    await page.getByRole("link", { name: "Confirm that it is you" }).click();
    await confirmAgain({ page, email: instructor.email });
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the codes as CSV" }).click();
    expect(await readFile(await (await coming).path(), "utf8")).toContain(codes[0]);
  });
});
