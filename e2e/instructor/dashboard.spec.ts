import type { Page } from "@playwright/test";
import type { Data } from "@/e2e/fixtures/data";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildClass } from "./build-class";

const needs = (page: Page) => page.getByRole("region", { name: "What needs you now" }).getByRole("listitem");

/** A class with something of everything: two wait for an answer, one code does not work, the pool is short, a batch expires, a mail came back. */
async function buildBusyClass(data: Data) {
  const built = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
  const { course, offer, ask, join } = built;
  const { prisma } = data.db;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  await prisma.batch.updateMany({ where: { offerId: offer.id }, data: { expiresAt: inDays(9.5) } });
  const given = await prisma.code.findFirstOrThrow({ where: { offerId: offer.id } });
  await prisma.code.update({ where: { id: given.id }, data: { state: "ALLOCATED" } });
  const holder = await join("Rita Reported");
  const request = await prisma.request.create({
    data: {
      courseId: course.id,
      offerId: offer.id,
      enrolmentId: holder.enrolmentId,
      state: "FULFILLED",
      createdAt: inDays(-6),
      fulfilledAt: inDays(-5),
    },
  });
  await prisma.allocation.create({
    data: {
      courseId: course.id,
      offerId: offer.id,
      enrolmentId: holder.enrolmentId,
      codeId: given.id,
      requestId: request.id,
      state: "REPORTED",
      revealedAt: inDays(-2),
      reportedAt: inDays(-1),
      reportCause: "other",
    },
  });
  const asking = [await ask("Ada First"), await ask("Ben Second")];
  await prisma.request.updateMany({ where: { enrolmentId: asking[0]?.enrolmentId }, data: { createdAt: inDays(-3) } });
  for (const name of ["Carla", "Dora", "Emil"]) {
    await join(name);
  }
  const message = await prisma.message.create({
    data: { courseId: course.id, kind: "INVITATION", subject: "Come in", body: "Words" },
  });
  await prisma.delivery.create({
    data: {
      messageId: message.id,
      enrolmentId: holder.enrolmentId,
      courseId: course.id,
      address: holder.email,
      state: "REFUSED",
    },
  });
  await prisma.import.create({
    data: { courseId: course.id, kind: "ROSTER", state: "FAILED", fileName: "people.xlsx" },
  });
  const assistant = await data.enrolment({ course, role: "ASSISTANT", name: "Asta Assistant" });
  return { ...built, assistant, asking };
}

test("an instructor sees at a glance what needs them, acts, and the list is shorter", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { course, at, instructor } = await buildBusyClass(data);
  await signedInAs(instructor);
  await page.goto(paths.adminCourse(course.slug));
  await expect(needs(page)).toHaveText([
    /^Now1 code of AWS credit was reported as not working, since/,
    /^Now2 people wait for an answer to a request for AWS credit, the first since/,
    /^SoonAWS credit has 2 codes for 5 participants who have none; at this rate they last less than a day\./,
    /^Soon2 unused codes of AWS credit expire in 9 days/,
    /^LaterThe import of people.xlsx into the roster failed/,
    /^LaterThe latest mail to 1 person was refused/,
  ]);
  await expect(page.getByText("2 of 3 left")).toBeVisible();
  await expect(page.getByRole("img", { name: /How far participants have come/ })).toHaveAccessibleName(
    /Enrolled: 6\. Requested: 3\. Allocated: 1\. Revealed: 1\. Redeemed: 0/,
  );
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width}`).toBeLessThanOrEqual(width);
    if (width !== 320) await picture(page, `dashboard-busy-${width}`);
  }
  await axe(page);

  await needs(page).getByRole("link", { name: "See the requests" }).click();
  await expect(page).toHaveURL(paths.requests(at));
  await page.getByRole("button", { name: "Approve the request of Ada First" }).click();
  await expect(page.getByRole("status")).toContainText("a code is given");
  await page.goto(paths.adminCourse(course.slug));
  await expect(needs(page).nth(1)).toContainText("1 person waits for an answer to a request for AWS credit, since");
  await expect(page.getByText("1 of 3 left")).toBeVisible();
});

test("every chart has its numbers as a table, reached by keyboard", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, course, instructor } = await buildBusyClass(data);
  await signedInAs(instructor);
  await page.goto(paths.adminOffer(at));
  await expect(page.getByRole("heading", { level: 1, name: "AWS credit" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Requests: 2 open" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Allocations: 1 reported" })).toBeVisible();
  for (const title of ["From enrolled to redeemed", "Requests"]) {
    const figure = page.getByRole("figure", { name: title, exact: true });
    await figure.getByText("The numbers as a table").focus();
    await page.keyboard.press("Enter");
    await expect(figure.getByRole("table", { name: title })).toBeVisible();
  }
  await expect(page.getByRole("row", { name: "Allocated 1 17 %" })).toBeVisible();
  await axe(page);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width}`).toBeLessThanOrEqual(width);
    if (width !== 320) await picture(page, `dashboard-offer-${width}`);
  }
  await page.emulateMedia({ media: "print" });
  await page.goto(paths.adminCourse(course.slug));
  await page.screenshot({ path: ".test/screenshots/dashboard-print.png", fullPage: true });
});

test("an assistant sees the same, and is led to people and requests only", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { course, at, assistant } = await buildBusyClass(data);
  await signedInAs(assistant);
  await page.goto(paths.adminCourse(course.slug));
  await expect(needs(page)).toHaveCount(6);
  const content = page.getByRole("main");
  await expect(needs(page).getByRole("link", { name: "See the requests" })).toBeVisible();
  await expect(needs(page).filter({ hasText: "expire in 9 days" })).toContainText(
    "An instructor of the course can see",
  );
  for (const name of [
    "Import codes",
    "See the batches",
    "Make another offer",
    "Change the course",
    "Import a roster",
  ]) {
    await expect(content.getByRole("link", { name })).toHaveCount(0);
  }
  await axe(page);
  await picture(page, "dashboard-assistant");
  await page.goto(paths.adminOffer(at));
  await expect(page.getByText("2 of 3 left")).toBeVisible();
  await expect(content.getByRole("link", { name: /Import codes|Change the offer|Spares/ })).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Batches" })).toHaveCount(0);
  await axe(page);
});

test("a course that is well says that nothing needs anybody; a draft and an archived one say what they are", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { course, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 5 });
  await ask("Ada First");
  await signedInAs(instructor);
  await page.goto(paths.adminCourse(course.slug));
  await expect(page.getByRole("heading", { name: "Nothing needs you now" })).toBeVisible();
  await expect(page.getByText("At this rate, about 1 a day, they last about 4 days.")).toBeVisible();
  await axe(page);
  await picture(page, "dashboard-well");

  const set = (state: { openedAt?: Date | null; archivedAt?: Date }) =>
    data.db.prisma.course.update({ where: { id: course.id }, data: state });
  await set({ archivedAt: new Date() });
  await page.reload();
  await expect(page.getByRole("main").getByText("Archived", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /needs you now/ })).toHaveCount(0);
});

test("a new course says what is missing where something will stand", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const course = await data.course();
  const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
  await signedInAs(instructor);
  await page.goto(paths.adminCourse(course.slug));
  await expect(needs(page)).toHaveText([/offers nothing yet/, /Nobody is on the roster/]);
  await expect(page.getByText("No offer yet")).toBeVisible();
  await expect(page.getByText("Nobody has asked yet.")).toBeVisible();
  await axe(page);
  await picture(page, "dashboard-new");
});

test("who is no staff of the course finds nothing", async ({ data, page, signedInAs, allowNoise }) => {
  allowNoise(/status of 404/);
  const { course, at, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const participant = await ask("Ina Ninth");
  const { instructor: stranger } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  for (const person of [participant, stranger]) {
    await signedInAs(person);
    for (const path of [paths.adminCourse(course.slug), paths.adminOffer(at)]) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByText(course.title)).toHaveCount(0);
    }
  }
});

test("the list comes by mail in the course's morning, once", async ({ data, mails }) => {
  const { course, instructor } = await buildBusyClass(data);
  const offset = ((8 - new Date().getUTCHours() + 36) % 24) - 12;
  const timeZone = `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
  const { prisma } = data.db;
  await prisma.course.update({ where: { id: course.id }, data: { timeZone } });
  for (let time = 0; time < 2; time += 1) {
    await prisma.outboxJob.create({ data: { task: "take-due-courses", payload: {} } });
  }
  const mail = await mails.waitFor({ to: instructor.email, subject: /6 things need you/ });
  expect(mail.text).toContain("2 people wait for an answer to a request for AWS credit");
  expect(mail.text).toContain(paths.adminCourse(course.slug));
  await expect
    .poll(() => prisma.outboxJob.count({ where: { task: { in: ["take-due-courses", "send-daily-mail"] } } }))
    .toBe(0);
  expect(mails.read({ to: instructor.email })).toHaveLength(1);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page is whole, and its tables open", async ({ data, page, signedInAs }) => {
    const { course, instructor } = await buildBusyClass(data);
    await signedInAs(instructor);
    await page.goto(paths.adminCourse(course.slug));
    await expect(needs(page)).toHaveCount(6);
    const figure = page.getByRole("figure", { name: "Requests", exact: true });
    await figure.getByText("The numbers as a table").click();
    await expect(figure.getByRole("table", { name: "Requests" })).toBeVisible();
  });
});
