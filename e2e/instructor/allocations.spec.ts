import { expect, test } from "@/e2e/fixtures/test";
import { buildClass } from "@/e2e/instructor/build-class";
import { confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { paths } from "@/lib/paths";

test("an instructor sees where every code is, and replaces a reported one", async ({
  data,
  page,
  signedInAs,
  openAs,
  mails,
  axe,
  picture,
}) => {
  const { at, instructor, ask, codes } = await buildClass({ data, policy: "AUTOMATIC", codes: 6 });
  const { prisma } = data.db;
  await ask("Ada First");
  const [ben, carla, dora] = [await ask("Ben Second"), await ask("Carla Third"), await ask("Dora Fourth")];
  for (const proof of [ben, carla, dora]) await revealCode({ prisma, proof });
  await confirmRedemption({ prisma, proof: carla });
  await reportCode({ prisma, proof: dora, cause: "already-redeemed", verdict: "bad-code" });
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));

  const count = (term: string) => page.locator("dl > div", { hasText: term }).locator("dd");
  const counts = { Available: "2", Allocated: "1", Revealed: "1", Redeemed: "1", Reported: "1", "In quarantine": "1" };
  for (const [term, number] of Object.entries(counts)) {
    await expect(count(term)).toHaveText(number);
  }
  const all = page.getByRole("table", { name: "Allocations", exact: true });
  const row = (name: string) => all.getByRole("row", { name });
  await expect(row("Ada First")).toContainText("Allocated");
  await expect(row("Ben Second")).toContainText("Revealed");
  await expect(row("Carla Third")).toContainText("Redeemed");
  await expect(row("Dora Fourth")).toContainText("This code has already been redeemed");
  const reported = page.getByRole("table", { name: "Reported codes" });
  await expect(reported.getByRole("rowheader")).toHaveText([/Dora Fourth/]);
  for (const code of codes) expect(await page.content()).not.toContain(code);
  await axe(page);
  await picture(page, "allocations");
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await reported.getByRole("link", { name: "Replace the code of Dora Fourth" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Replace a code" })).toBeVisible();
  await expect(page.getByText("This code has already been redeemed")).toBeVisible();
  await axe(page);
  await picture(page, "replace");
  await page.getByRole("button", { name: "Replace the code" }).click();
  await expect(page.getByRole("status")).toContainText("The code is replaced");
  await expect(page.getByRole("table", { name: "Reported codes" })).toHaveCount(0);
  await expect(count("Available")).toHaveText("1");
  await expect(count("In quarantine")).toHaveText("1");
  await expect(row("Dora Fourth")).toHaveText([/Allocated/, /Replaced/]);
  await mails.waitFor({ to: dora.email, subject: /new code/ });
  const hers = await openAs(dora);
  await hers.goto(paths.offer(at));
  await expect(hers.getByText("Your code is ready").first()).toBeVisible();
});

test("with an empty pool nothing is replaced, and the page says what to do", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  await ask("Emil Fifth");
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));
  await page.getByRole("link", { name: "Replace the code of Emil Fifth" }).click();
  await expect(page.getByText("The pool is empty", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace the code" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Import codes" })).toHaveAttribute("href", paths.codesImport(at));
  await axe(page);
  await picture(page, "replace-pool-empty");
});

test("two instructors who replace the same code replace it once", async ({ data, page, signedInAs, openAs }) => {
  const { at, instructor, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  await ask("Fay Sixth");
  const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await signedInAs(instructor);
  for (const desk of [page, theirs]) {
    await desk.goto(paths.allocations(at));
    await desk.getByRole("link", { name: "Replace the code of Fay Sixth" }).click();
  }
  await page.getByRole("button", { name: "Replace the code" }).click();
  await expect(page.getByRole("status")).toContainText("The code is replaced");
  await theirs.getByRole("button", { name: "Replace the code" }).click();
  await expect(theirs.getByRole("status")).toContainText("has ended meanwhile");
  expect(await data.db.prisma.code.count({ where: { courseId: course.id, state: "AVAILABLE" } })).toBe(1);
});

test("long lists come by pages, each with a key of its own", async ({ data, page, signedInAs }) => {
  const { at, instructor, offer } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await data.codes({ offer, codes: 203 });
  await data.db.pool.query(
    `WITH people AS (
       INSERT INTO enrolments (id, course_id, email, name)
       SELECT uuid7(), $1::uuid, 'crowd-' || n || '-' || $1 || '@example.org', 'Person ' || n FROM generate_series(1, 203) n RETURNING id)
     SELECT claim_code($2::uuid, id, NULL) FROM people`,
    [offer.courseId, offer.id],
  );
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));
  const names = () => page.getByRole("table", { name: "Allocations" }).getByRole("rowheader").allTextContents();
  const first = await names();
  expect(first).toHaveLength(200);
  await page.getByRole("link", { name: "Older allocations" }).click();
  await expect(page.getByRole("link", { name: "The newest allocations" })).toBeVisible();
  const second = await names();
  expect(second).toHaveLength(3);
  expect(new Set([...first, ...second]).size).toBe(203);
  // A key that is none counts as none.
  await page.goto(`${paths.allocations(at)}?after=nonsense`);
  expect(await names()).toEqual(first);
});

test("an offer that has given no code says what to do", async ({ data, page, signedInAs, axe, picture }) => {
  const { at, instructor } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));
  await expect(page.getByText("No code is given yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Import codes" })).toBeVisible();
  await axe(page);
  await picture(page, "allocations-empty");
});

test.describe("without a script, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("replacing works the same", async ({ data, page, signedInAs, picture }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 2 });
    const gus = await ask("Gus Seventh");
    await revealCode({ prisma: data.db.prisma, proof: gus });
    await reportCode({ prisma: data.db.prisma, proof: gus, cause: "something-else", verdict: "try-again-first" });
    await signedInAs(instructor);
    await page.goto(paths.allocations(at));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await picture(page, "allocations-phone");
    await page.getByRole("link", { name: "Replace the code of Gus Seventh" }).first().click();
    await picture(page, "replace-phone");
    await page.getByRole("button", { name: "Replace the code" }).click();
    await expect(page.getByText("The code is replaced.")).toBeVisible();
  });
});

test("an allocation of elsewhere, one that is none, and a page of somebody else's course answer alike", async ({
  data,
  page,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const mine = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const foreign = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const hana = await foreign.ask("Hana Eighth");
  const { id } = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: hana.enrolmentId } });
  await signedInAs(mine.instructor);
  for (const allocation of [id, "0191f0f0-0000-7000-8000-000000000000", "nonsense"]) {
    await page.goto(paths.replaceCode({ ...mine.at, allocation }));
    await expect(page).toHaveURL(`${paths.allocations(mine.at)}?refused=changed`);
  }
  for (const url of [
    paths.allocations(foreign.at),
    paths.replaceCode({ ...foreign.at, allocation: id }),
    paths.requests(foreign.at),
  ]) {
    expect((await page.goto(url))?.status()).toBe(404);
  }
});
