import type { Page } from "@playwright/test";
import type { Data } from "@/e2e/fixtures/data";
import { waitForMail } from "@/e2e/fixtures/mails";
import { expect, test } from "@/e2e/fixtures/test";
import { buildClass } from "@/e2e/instructor/build-class";
import { confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { normaliseCode } from "@/features/credits/imports/rules";
import { paths } from "@/lib/paths";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { keyedHash } from "@/server/crypto";

const count = (page: Page, term: string) => page.locator("dl > div", { hasText: term }).locator("dd");
const table = (page: Page) => page.getByRole("table", { name: "Allocations", exact: true });
const row = (page: Page, name: string) => table(page).getByRole("row", { name });

/** Confirms again who somebody is, by the code from their mail, on the page that asks for it. */
async function confirmAgain(page: Page, { email }: { email: string }) {
  await page.getByRole("button", { name: `Send a code to ${email}` }).click();
  const mail = await waitForMail({ to: email, subject: /confirm that it is you/ });
  await page.getByLabel("Code from the mail").fill(/[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(mail.text)?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
}

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

  const counts = { Available: "2", Allocated: "1", Revealed: "1", Redeemed: "1", Reported: "1", "In quarantine": "1" };
  for (const [term, number] of Object.entries(counts)) {
    await expect(count(page, term)).toHaveText(number);
  }
  await expect(row(page, "Ada First")).toContainText("Allocated");
  await expect(row(page, "Ben Second")).toContainText("Revealed");
  await expect(row(page, "Carla Third")).toContainText("Redeemed");
  await expect(row(page, "Dora Fourth")).toContainText("This code has already been redeemed");
  const reported = page.getByRole("table", { name: "Reported codes" });
  await expect(reported.getByRole("rowheader")).toHaveText([/Dora Fourth/]);
  for (const code of codes) expect(await page.content()).not.toContain(code);
  await axe(page);
  await picture(page, "allocations");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(page);
  await picture(page, "allocations-390");
  await page.setViewportSize({ width: 1280, height: 900 });

  await reported.getByRole("link", { name: "Replace the code of Dora Fourth" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Replace a code" })).toBeVisible();
  await expect(page.getByText("This code has already been redeemed")).toBeVisible();
  await axe(page);
  await picture(page, "replace");
  await page.getByRole("button", { name: "Replace the code" }).click();
  await expect(page.getByRole("status")).toContainText("The code is replaced");
  await expect(page.getByRole("table", { name: "Reported codes" })).toHaveCount(0);
  await expect(count(page, "Available")).toHaveText("1");
  await expect(count(page, "In quarantine")).toHaveText("1");
  await expect(row(page, "Dora Fourth")).toHaveText([/Allocated/, /Replaced/]);
  await mails.waitFor({ to: dora.email, subject: /new code/ });
  const hers = await openAs(dora);
  await hers.goto(paths.offer(at));
  await expect(hers.getByText("Your code is ready").first()).toBeVisible();
});

test("somebody is found by name, address and pasted code; filter and order are in the address, the code is not", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask, codes, offer } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  const ada = await ask("Ada García López");
  const ben = await ask("Ben Adams");
  await revealCode({ prisma: data.db.prisma, proof: ben });
  await data.codes({ offer, codes: 1 });
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));

  const search = page.getByLabel("Name or address");
  await search.fill("lopez");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(table(page).getByRole("rowheader")).toHaveText([/Ada García López/]);
  expect(new URL(page.url()).searchParams.get("q")).toBe("lopez");
  await search.fill(ben.email);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(table(page).getByRole("rowheader")).toHaveText([/Ben Adams/]);

  await page.getByRole("link", { name: "Show all" }).click();
  await page.getByLabel("State").selectOption("Revealed");
  await page.getByLabel("Order").selectOption("By name");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(table(page).getByRole("rowheader")).toHaveText([/Ben Adams/]);
  expect(new URL(page.url()).searchParams.get("state")).toBe("revealed");
  await page.reload();
  await expect(page.getByLabel("State")).toHaveValue("revealed");
  await expect(page.getByLabel("Order")).toHaveValue("name");

  await page.goto(`${paths.allocations(at)}?q=zzz`);
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await axe(page);
  await picture(page, "allocations-nothing");

  await page.goto(paths.allocations(at));
  const held = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: ada.enrolmentId } });
  const texts = await readTexts(data, codes);
  await page.getByText("Find who holds a code").click();
  await page.getByLabel("Code", { exact: true }).fill(` ${texts.get(held.codeId)?.toLowerCase()} `);
  await page.getByRole("button", { name: "Find its holder" }).click();
  await expect(page).toHaveURL(paths.allocation({ ...at, allocation: held.id }));
  await expect(page.getByRole("heading", { level: 1, name: "Ada García López" })).toBeVisible();
  await page.goto(paths.allocations(at));
  await page.getByText("Find who holds a code").click();
  await page.getByLabel("Code", { exact: true }).fill("NO-SUCH-CODE");
  await page.getByRole("button", { name: "Find its holder" }).click();
  await expect(page.getByRole("status")).toContainText("This offer has no such code");
});

/** The texts of codes by their identifiers. */
async function readTexts(data: Data, codes: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const text of codes) {
    const fingerprint = Buffer.from(keyedHash({ text: normaliseCode(text), key: TEST_KEYS.fingerprintKey }));
    const { id } = await data.db.prisma.code.findUniqueOrThrow({ where: { fingerprint } });
    found.set(id, text);
  }
  return found;
}

test("an allocation is opened with its history, released, given again by hand and revoked", async ({
  data,
  page,
  signedInAs,
  openAs,
  mails,
  axe,
  picture,
}) => {
  const { at, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 2 });
  const ivy = await ask("Ivy Ninth");
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));
  await row(page, "Ivy Ninth").getByRole("link", { name: "Ivy Ninth", exact: true }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("A code was given");
  await expect(page.getByRole("link", { name: "Revoke the code" })).toHaveCount(0);
  await page.getByRole("link", { name: "Release the code" }).click();
  await axe(page);
  await picture(page, "release");
  await page.getByLabel("Reason").fill("Given by mistake.");
  await expect(page.getByLabel("Reason")).toHaveAccessibleDescription(/The mail does not say it/);
  await page.getByRole("button", { name: "Release the code" }).click();
  await expect(page.getByRole("status").first()).toContainText("back in the pool");
  await expect(page.getByText("Why it was released")).toBeVisible();
  await expect(page.getByText("Given by mistake.")).toBeVisible();
  expect((await mails.waitFor({ to: ivy.email, subject: /taken back/ })).text).not.toContain("mistake.");

  // The way back: give one by hand.
  await page.getByRole("link", { name: "Give another code by hand" }).click();
  await page.getByLabel("Choose Ivy Ninth").check();
  await page.getByRole("button", { name: "Give codes…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Give codes to 1 person" })).toBeVisible();
  await axe(page);
  await picture(page, "give-confirm");
  await page.getByRole("button", { name: "Give the code" }).click();
  await expect(page.getByRole("status").first()).toContainText("A code is given");
  await mails.waitFor({ to: ivy.email, subject: /is yours/ });
  await expect(page.getByRole("list", { name: "History" })).toContainText(`by ${instructor.email}`);

  await revealCode({ prisma: data.db.prisma, proof: ivy });
  await confirmRedemption({ prisma: data.db.prisma, proof: ivy });
  await page.reload();
  await page.getByRole("link", { name: "Take the confirmation back" }).click();
  await page.getByRole("button", { name: "Take the confirmation back" }).click();
  await expect(page.getByRole("status").first()).toContainText("The confirmation is taken back");
  await page.getByRole("link", { name: "Revoke the code" }).click();
  await axe(page);
  await picture(page, "revoke");
  const stale = page.url();
  await expect(page.getByLabel("Reason")).toHaveAccessibleDescription(/in the mail and beside the offer/);
  await page.getByLabel("Reason").fill("You left the course.");
  await page.getByRole("button", { name: "Revoke the code" }).click();
  await expect(page.getByRole("status").first()).toContainText("revoked and in quarantine");
  const mail = await mails.waitFor({ to: ivy.email, subject: /withdrawn/ });
  expect(mail.text).toContain("The reason: You left the course.");
  const theirs = await openAs(ivy);
  await theirs.goto(paths.offer(at));
  await expect(theirs.getByText("An instructor withdrew your code: You left the course.")).toBeVisible();
  await expect(page.getByText("Other allocations of this person")).toBeVisible();
  await axe(page);
  await picture(page, "allocation");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, "allocation-390");

  // A page from before, opened again, does nothing.
  await page.goto(stale);
  await expect(page.getByRole("status").first()).toContainText("nothing was done");
});

test("a stale page and the back button revoke nothing twice", async ({ data, page, openAs, signedInAs }) => {
  const { at, instructor, ask, course: place } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const jon = await ask("Jon Tenth");
  await revealCode({ prisma: data.db.prisma, proof: jon });
  const { id } = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: jon.enrolmentId } });
  const theirs = await openAs(await data.enrolment({ course: place, role: "INSTRUCTOR" }));
  await signedInAs(instructor);
  for (const desk of [page, theirs]) await desk.goto(paths.actOnAllocation({ ...at, allocation: id, act: "revoke" }));
  await page.getByRole("button", { name: "Revoke the code" }).dblclick();
  await expect(page.getByRole("status").first()).toBeVisible();
  await theirs.getByRole("button", { name: "Revoke the code" }).click();
  await expect(theirs.getByRole("status").first()).toContainText("nothing was done");
  await page.goBack();
  expect(await data.db.prisma.auditEvent.count({ where: { act: "code.revoked", subjectId: id } })).toBe(1);
});

test("a code is shown to an instructor after confirming again, on record, and in that answer only", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask, codes } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const kim = await ask("Kim Eleventh");
  const { id } = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: kim.enrolmentId } });
  await signedInAs(instructor);
  const url = paths.allocation({ ...at, allocation: id });
  await page.goto(url);
  await expect(page.getByText("It was never shown to an instructor.")).toBeVisible();
  await page.getByRole("button", { name: "Show me the code" }).click();
  await expect(page).toHaveURL(/\/admin\/confirm/);
  await confirmAgain(page, instructor);
  await expect(page).toHaveURL(url);
  expect(await page.content()).not.toContain(codes[0]);
  await page.getByRole("button", { name: "Show me the code" }).click();
  await expect(page.getByText(codes[0] ?? "", { exact: true })).toBeVisible();
  await axe(page);
  await picture(page, "code-shown");
  expect(page.url()).not.toContain(codes[0]);
  await page.reload();
  await expect(page.getByText("It was shown to instructors once.")).toBeVisible();
  expect(await page.content()).not.toContain(codes[0]);
  await expect(page.getByRole("list", { name: "History" })).toContainText("The code was shown to an instructor");
});

test("everybody who has none is given a code at once, and those who are left without are told of", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask, join } = await buildClass({ data, policy: "AUTOMATIC", codes: 5 });
  await ask("Lea Twelfth");
  for (let number = 0; number < 6; number += 1) await join(`Crowd ${number}`);
  await signedInAs(instructor);
  await page.goto(paths.allocations(at));
  await page.getByRole("link", { name: "Give codes by hand" }).click();
  await expect(page.getByText("4 codes in the pool, and 6 people without.")).toBeVisible();
  await axe(page);
  await picture(page, "give");
  await page.getByRole("button", { name: "Give codes…" }).click();
  await expect(page.getByRole("status")).toContainText("Tick somebody first");
  await page.getByLabel("To", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Give codes…" }).click();
  await expect(page.getByText("There are fewer codes than people")).toBeVisible();
  await page.getByRole("button", { name: "Give the codes" }).click();
  await expect(page.getByText("4 people were given a code.")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("2 were left without, because the pool is empty.")).toBeVisible();
  await axe(page);
  await picture(page, "bulk-act");

  // All of them again: what nobody has seen goes back, by the filter and not one by one.
  await page.goto(`${paths.allocations(at)}?state=allocated`);
  await page.getByLabel("With").selectOption({ label: "all that match (5)" });
  await page.getByRole("button", { name: "Release…" }).click();
  await expect(page.getByText("All allocations in the list (5), in the state “Allocated”")).toBeVisible();
  await axe(page);
  await picture(page, "chosen");
  await page.getByRole("button", { name: "Release the codes" }).click();
  await expect(page.getByText("5 codes are back in the pool.")).toBeVisible({ timeout: 20_000 });
});

test("spares are kept aside, used for a replacement and put back; unused codes move to another offer", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 8 });
  const other = await data.offer({ course, name: "The other AWS credit" });
  await ask("Mo Thirteenth");
  await signedInAs(instructor);
  await page.goto(paths.spares(at));
  await page.locator("#count-set-aside").fill("many");
  await page.getByRole("button", { name: "Keep them aside" }).click();
  await expect(page.getByText("as a whole number").first()).toBeVisible();
  await page.locator("#count-set-aside").fill("3");
  await page.getByRole("button", { name: "Keep them aside" }).click();
  await expect(page.getByRole("status")).toContainText("3 codes are set aside");
  await expect(count(page, "Spares")).toHaveText("3");
  await axe(page);
  await picture(page, "spares");

  await page.goto(paths.allocations(at));
  await row(page, "Mo Thirteenth").getByRole("link", { name: "Mo Thirteenth", exact: true }).click();
  await page.getByRole("link", { name: "Replace the code" }).click();
  await expect(page.getByLabel("from the spares")).toBeChecked();
  await page.getByRole("button", { name: "Replace the code" }).click();
  await expect(page.getByRole("status")).toContainText("The code is replaced");
  await expect(count(page, "Spares")).toHaveText("2");

  await page.goto(paths.spares(at));
  await page.locator("#count-return").fill("20");
  await page.getByRole("button", { name: "Put them back" }).click();
  await expect(page.getByRole("status")).toContainText(
    "2 codes, all that there were of the 20 asked for, are back in the pool",
  );
  await page.locator("#count-move").fill("4");
  await page.getByLabel("To the offer").selectOption("The other AWS credit");
  await page.getByRole("button", { name: "Move them" }).click();
  await expect(page.getByRole("status")).toContainText("4 codes are moved to the other offer");
  await page.goto(paths.spares({ course: course.slug, offer: other.slug }));
  await expect(count(page, "In the pool")).toHaveText("4");
});

test("an assistant reads table and history, and can do nothing with a code", async ({
  data,
  page,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { at, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 2 });
  const nia = await ask("Nia Fourteenth");
  const { id } = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: nia.enrolmentId } });
  const allocation = { ...at, allocation: id };
  await signedInAs(await data.enrolment({ course, role: "ASSISTANT" }));
  await page.goto(paths.allocations(at));
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByText("Find who holds a code")).toHaveCount(0);
  await row(page, "Nia Fourteenth").getByRole("link", { name: "Nia Fourteenth", exact: true }).click();
  await expect(page.getByRole("list", { name: "History" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show me the code" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Release the code" })).toHaveCount(0);
  const forbidden = [
    paths.replaceCode(allocation),
    paths.actOnAllocation({ ...allocation, act: "release" }),
    paths.giveCodes(at),
    paths.confirmGiving(at),
    paths.chosenAllocations(at),
    paths.spares(at),
  ];
  for (const url of forbidden) expect((await page.goto(url))?.status(), url).toBe(404);
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
  await row(page, "Emil Fifth").getByRole("link", { name: "Emil Fifth", exact: true }).click();
  await page.getByRole("link", { name: "Replace the code" }).click();
  await expect(page.getByText("The pool is empty", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace the code" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Import codes" })).toHaveAttribute("href", paths.codesImport(at));
  await axe(page);
  await picture(page, "replace-pool-empty");
});

test("two instructors who replace the same code replace it once", async ({ data, page, signedInAs, openAs }) => {
  const { at, instructor, ask, course } = await buildClass({ data, policy: "AUTOMATIC", codes: 3 });
  const fay = await ask("Fay Sixth");
  const { id } = await data.db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: fay.enrolmentId } });
  const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await signedInAs(instructor);
  for (const desk of [page, theirs]) await desk.goto(paths.replaceCode({ ...at, allocation: id }));
  await page.getByRole("button", { name: "Replace the code" }).click();
  await expect(page.getByRole("status")).toContainText("The code is replaced");
  await theirs.getByRole("button", { name: "Replace the code" }).click();
  await expect(theirs.getByRole("status")).toContainText("has ended meanwhile");
  expect(await data.db.prisma.code.count({ where: { courseId: course.id, state: "AVAILABLE" } })).toBe(1);
});

test("long lists come by pages, forwards and backwards, each with a key of its own", async ({
  data,
  page,
  signedInAs,
}) => {
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
  const names = () => table(page).getByRole("rowheader").allTextContents();
  const turn = async (name: string) => {
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("link", { name: name === "First page" ? "Next page" : "First page" })).toBeVisible();
    return names();
  };
  const first = await names();
  expect(first).toHaveLength(100);
  const second = await turn("Next page");
  const third = await turn("Next page");
  expect(third).toHaveLength(3);
  expect(new Set([...first, ...second, ...third]).size).toBe(203);
  expect(await turn("Previous page")).toEqual(second);
  expect(await turn("First page")).toEqual(first);
  expect(await turn("Last page")).toEqual([...second, ...third].slice(-100));
  // A page that does not come says that it is on its way; until the script runs, only the browser does.
  await page.route(/before=/, (route) => route.fulfill({ status: 204 }));
  await expect(async () => {
    await page.getByRole("link", { name: "Previous page" }).click();
    await expect(page.getByText("Loading the next page")).toBeAttached({ timeout: 1000 });
  }).toPass();
  await page.unroute(/before=/);
  await turn("Previous page");
  await expect(page.getByText("Loading the next page")).toHaveCount(0);
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
    await page.getByRole("link", { name: "Replace the code of Gus Seventh" }).click();
    await picture(page, "replace-phone");
    await page.getByRole("button", { name: "Replace the code" }).click();
    await expect(page.getByText("The code is replaced.")).toBeVisible();
  });

  test("finding, releasing, giving, showing and keeping aside work the same", async ({ data, page, signedInAs }) => {
    const { at, instructor, ask, join, codes } = await buildClass({ data, policy: "AUTOMATIC", codes: 4 });
    await ask("Ole Fifteenth");
    await join("Pia Sixteenth");
    await signedInAs(instructor);
    await page.goto(paths.allocations(at));
    await page.getByLabel("Name or address").fill("ole");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByRole("link", { name: "Ole Fifteenth", exact: true }).click();
    await page.getByRole("button", { name: "Show me the code" }).click();
    await confirmAgain(page, instructor);
    await page.getByRole("button", { name: "Show me the code" }).click();
    await expect(page.locator("code")).toHaveText(new RegExp(`^(${codes.join("|")})$`));
    await page.getByRole("link", { name: "Release the code" }).click();
    // Past what the browser lets one type: the sentence is the server's, and what was typed stays.
    await page.getByLabel("Reason").evaluate((field) => {
      field.removeAttribute("maxlength");
    });
    await page.getByLabel("Reason").fill("x".repeat(501));
    await page.getByRole("button", { name: "Release the code" }).click();
    await expect(page.getByLabel("Reason")).toHaveAccessibleDescription(/longer than 500 characters/);
    await expect(page.getByLabel("Reason")).toHaveValue("x".repeat(501));
    await page.getByLabel("Reason").fill("Given by mistake.");
    await page.getByRole("button", { name: "Release the code" }).click();
    await expect(page.getByText("The code is back in the pool.")).toBeVisible();
    await expect(page.getByText("Given by mistake.")).toBeVisible();
    await page.goto(paths.giveCodes(at));
    await page.getByLabel("Choose Ole Fifteenth").check();
    await page.getByLabel("Choose Pia Sixteenth").check();
    await page.getByRole("button", { name: "Give codes…" }).click();
    await page.getByRole("button", { name: "Give the codes" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("2 people were given a code.")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    await page.goto(paths.spares(at));
    await page.locator("#count-set-aside").fill("1");
    await page.getByRole("button", { name: "Keep them aside" }).click();
    await expect(page.getByText("1 code is set aside")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
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
    paths.allocation({ ...foreign.at, allocation: id }),
    paths.allocation({ ...mine.at, allocation: id }),
    paths.giveCodes(foreign.at),
    paths.chosenAllocations(foreign.at),
    paths.spares(foreign.at),
  ]) {
    expect((await page.goto(url))?.status()).toBe(404);
  }
});
