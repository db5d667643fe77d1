import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildClass } from "./build-class";

test.describe("requests by approval", () => {
  test("an instructor approves one, and the participant has a code and a mail", async ({
    data,
    page,
    signedInAs,
    openAs,
    mails,
    axe,
    picture,
  }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
    const [ada, ben] = [await ask("Ada First"), await ask("Ben Second")];
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    const toDecide = page.getByRole("table", { name: "To decide" });
    await expect(toDecide.getByRole("rowheader")).toHaveText([/Ada First/, /Ben Second/]);
    await axe(page);
    await picture(page, "requests-to-decide");

    await toDecide.getByRole("button", { name: "Approve the request of Ada First" }).click();
    await expect(page.getByRole("status")).toContainText("a code is given");
    await expect(toDecide.getByRole("rowheader")).toHaveText([/Ben Second/]);
    await mails.waitFor({ to: ada.email, subject: /was approved/ });
    const adasPage = await openAs(ada);
    await adasPage.goto(paths.offer(at));
    await expect(adasPage.getByText("Your code is ready").first()).toBeVisible();

    // The pool is empty now: Ben is approved and waits, and is told so.
    await expect(page.getByText("The pool is empty", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Approve the request of Ben Second" }).click();
    await expect(page.getByRole("status")).toContainText("its person waits");
    await expect(page.getByRole("table", { name: "Waiting for a code" }).getByRole("rowheader")).toHaveText([
      /Ben Second/,
    ]);
    await expect(page.getByRole("table", { name: "Decided requests" }).getByRole("rowheader")).toHaveText([
      /Ada First/,
    ]);
    await mails.waitFor({ to: ben.email, subject: /waiting list/ });
    await axe(page);
    await picture(page, "requests-decided");
  });

  test("a request is declined with a reason, which the participant reads; and approved after all", async ({
    data,
    page,
    signedInAs,
    openAs,
    mails,
    axe,
    picture,
  }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
    const carla = await ask("Carla Third");
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("link", { name: "Decline the request of Carla Third" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Decline a request" })).toBeVisible();

    // Without a reason nothing happens, and the field says why.
    await page.getByRole("button", { name: "Decline the request" }).click();
    await expect(page.getByRole("textbox", { name: /Your reason/ })).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByText("Write a reason").first()).toBeVisible();
    await axe(page);
    await picture(page, "decline-without-reason");

    await page.getByRole("textbox", { name: /Your reason/ }).fill("Your team has a code already: ask Ada.");
    await page.getByRole("button", { name: "Decline the request" }).click();
    await expect(page.getByRole("status")).toContainText("is declined");
    await expect(page.getByRole("table", { name: "Decided requests" })).toContainText(
      "Your team has a code already: ask Ada.",
    );
    const mail = await mails.waitFor({ to: carla.email, subject: /was declined/ });
    expect(mail.text).toContain("Your team has a code already: ask Ada.");
    const hers = await openAs(carla);
    await hers.goto(paths.offer(at));
    await expect(hers.getByText("Your team has a code already: ask Ada.").first()).toBeVisible();

    await page.getByRole("button", { name: "Approve after all the request of Carla Third" }).click();
    await expect(page.getByRole("status")).toContainText("a code is given");
    await hers.reload();
    await expect(hers.getByText("Your code is ready").first()).toBeVisible();
  });

  test("what somebody else has decided meanwhile is not decided twice", async ({ data, page, signedInAs, openAs }) => {
    const { at, instructor, ask, course } = await buildClass({ data, policy: "BY_APPROVAL", codes: 2 });
    await ask("Dora Fourth");
    const colleague = await data.enrolment({ course, role: "INSTRUCTOR" });
    const theirs = await openAs(colleague);
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await theirs.goto(paths.requests(at));
    await theirs.getByRole("link", { name: "Decline the request of Dora Fourth" }).click();
    await expect(theirs.getByRole("heading", { level: 1, name: "Decline a request" })).toBeVisible();
    const decline = theirs.url();

    await page.getByRole("button", { name: "Approve the request of Dora Fourth" }).click();
    await expect(page.getByRole("status")).toContainText("a code is given");
    await theirs.getByRole("textbox", { name: /Your reason/ }).fill("Too late.");
    await theirs.getByRole("button", { name: "Decline the request" }).click();
    await expect(theirs.getByText("Somebody has decided this request meanwhile").first()).toBeVisible();
    await theirs.goto(decline);
    await expect(theirs).toHaveURL(`${paths.requests(at)}?refused=decided`);
    await expect(theirs.getByRole("status")).toContainText("Somebody has decided this request meanwhile");
  });

  test("an offer without requests says what will come", async ({ data, page, signedInAs, axe, picture }) => {
    const { at, instructor } = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await expect(page.getByText("No requests yet")).toBeVisible();
    await axe(page);
    await picture(page, "requests-empty");
  });
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("approving and declining work the same", async ({ data, page, signedInAs }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
    await ask("Emil Fifth");
    await ask("Fay Sixth");
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("button", { name: "Approve the request of Emil Fifth" }).click();
    await expect(page.getByText("a code is given")).toBeVisible();
    await page.getByRole("link", { name: "Decline the request of Fay Sixth" }).click();
    await page.getByRole("button", { name: "Decline the request" }).click();
    await expect(page.getByText("Write a reason").first()).toBeVisible();
    await page.getByRole("textbox", { name: /Your reason/ }).fill("The pool is for first-year students.");
    await page.getByRole("button", { name: "Decline the request" }).click();
    await expect(page.getByText("The request is declined.")).toBeVisible();
    await expect(page.getByRole("table", { name: "Decided requests" })).toContainText(
      "The pool is for first-year students.",
    );
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the lists become cards, and nothing is wider than the screen", async ({
    data,
    page,
    signedInAs,
    axe,
    picture,
  }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
    await ask("Gus Seventh");
    await ask("Hana Eighth");
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("button", { name: "Approve the request of Gus Seventh" }).click();
    await expect(page.getByRole("status")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
    await picture(page, "requests-phone");
  });
});

test("who is no instructor of the course finds nothing", async ({ data, page, signedInAs, allowNoise }) => {
  allowNoise(/status of 404/);
  const { at, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
  const ina = await ask("Ina Ninth");
  const { instructor: stranger } = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
  for (const person of [ina, stranger]) {
    await signedInAs(person);
    const answer = await page.goto(paths.requests(at));
    expect(answer?.status()).toBe(404);
    await expect(page.getByText("Ina Ninth")).toHaveCount(0);
  }
});
