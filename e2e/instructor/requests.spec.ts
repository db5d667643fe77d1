import { expect, test } from "@/e2e/fixtures/test";
import { declineRequest } from "@/features/credits/requests/commands";
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
    await expect(page.getByText("Nothing to decide")).toBeVisible();
    await mails.waitFor({ to: ben.email, subject: /waiting list/ });
    await page.getByRole("link", { name: "Waiting for a code (1)" }).click();
    const waiting = page.getByRole("table", { name: "Waiting for a code" });
    await expect(waiting.getByRole("row", { name: "Ben Second" })).toContainText(/Ben Second/);
    await expect(waiting.getByRole("columnheader", { name: "Waits since" })).toBeVisible();
    await axe(page);
    await picture(page, "requests-waiting");
    await page.getByRole("link", { name: "Decided (1)" }).click();
    await expect(page.getByRole("table", { name: "Decided requests" }).getByRole("rowheader")).toHaveText([
      /Ada First/,
    ]);
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
    await page.getByRole("link", { name: "Decided (1)" }).click();
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

  test("many are approved at once, and each kind of outcome is told; the back button and a second press do no harm", async ({
    data,
    page,
    signedInAs,
    openAs,
    axe,
    picture,
  }) => {
    const { at, instructor, ask, course, offer } = await buildClass({ data, policy: "BY_APPROVAL", codes: 2 });
    for (const name of ["Ada", "Ben", "Carla", "Dora", "Emil"]) await ask(`${name} Many`);
    const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
    await theirs.goto(paths.requests(at));
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("button", { name: "Approve the chosen" }).click();
    await expect(page.getByRole("status")).toContainText("Nothing was chosen");

    await page.getByRole("link", { name: "Choose all 5 shown" }).click();
    await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(5);
    await page.getByRole("checkbox", { name: "Choose the request of Emil Many" }).uncheck();
    // A colleague is quicker with one of them.
    await theirs.getByRole("button", { name: "Approve the request of Dora Many" }).click();
    await expect(theirs.getByRole("status")).toContainText("a code is given");
    await page.getByRole("button", { name: "Approve the chosen" }).click();
    const told = page.getByRole("status");
    await expect(told).toContainText("1 request is approved, and a code is given.");
    await expect(told).toContainText("2 requests are approved, and their people wait");
    await expect(told).toContainText("1 had been decided meanwhile");
    await expect(page.getByRole("table", { name: "To decide" }).getByRole("rowheader")).toHaveText([/Emil Many/]);
    await axe(page);
    await picture(page, "requests-many");

    await page.goBack();
    await page.getByRole("checkbox", { name: "Choose the request of Ada Many" }).check();
    await page.getByRole("button", { name: "Approve the chosen" }).click();
    await expect(page.getByRole("status")).toContainText("had been decided meanwhile");
    expect(await data.db.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(2);
    expect(await data.db.prisma.auditEvent.count({ where: { offerId: offer.id, act: "request.approved" } })).toBe(4);
  });

  test("many are declined with one reason; who was decided meanwhile is told of", async ({
    data,
    page,
    signedInAs,
    openAs,
    mails,
    axe,
    picture,
  }) => {
    const { at, instructor, ask, course } = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
    const people = [await ask("Ada More"), await ask("Ben More"), await ask("Carla More")];
    const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
    await theirs.goto(paths.requests(at));
    await signedInAs(instructor);
    await page.goto(`${paths.requests(at)}?select=all`);
    await page.getByRole("button", { name: "Decline the chosen…" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Decline 3 requests" })).toBeVisible();
    await axe(page);
    await picture(page, "decline-many");
    await theirs.getByRole("button", { name: "Approve the request of Ben More" }).click();
    await expect(theirs.getByRole("status")).toContainText("a code is given");
    await page.getByRole("textbox", { name: /Your reason/ }).fill("The workshop is full.");
    await page.getByRole("button", { name: "Decline 3 requests" }).click();
    await expect(page.getByRole("status")).toContainText("2 requests are declined.");
    await expect(page.getByRole("status")).toContainText("1 had been decided meanwhile");
    for (const { email } of [people[0], people[2]].filter((person) => person !== undefined)) {
      expect((await mails.waitFor({ to: email, subject: /was declined/ })).text).toContain("The workshop is full.");
    }
  });

  test("what somebody else has decided meanwhile is not decided twice", async ({ data, page, signedInAs, openAs }) => {
    const { at, instructor, ask, course } = await buildClass({ data, policy: "BY_APPROVAL", codes: 2 });
    await ask("Dora Fourth");
    const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
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
    await expect(theirs.getByRole("status")).toContainText("1 had been decided meanwhile");
    await theirs.goto(decline);
    await expect(theirs.getByRole("status")).toContainText("1 had been decided meanwhile");
  });

  test("the lists are found by name, and the search is in the address", async ({ data, page, signedInAs, picture }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
    for (const name of ["Ada Search", "Ben Search", "Carla Find"]) await ask(name);
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("searchbox", { name: "Find a person" }).fill("search");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await expect(page).toHaveURL(/\?state=pending&q=search$/);
    const names = page.getByRole("table", { name: "To decide" }).getByRole("rowheader");
    await expect(names).toHaveText([/Ada Search/, /Ben Search/]);
    await page.getByRole("button", { name: "Approve the request of Ada Search" }).click();
    await expect(page).toHaveURL(/\?state=pending&q=search&done=decided&allocated=1$/);
    await expect(names).toHaveText([/Ben Search/]);
    await page.getByRole("link", { name: "Decided (1)" }).click();
    await expect(page).toHaveURL(/\?state=decided&q=search$/);
    await page.getByRole("link", { name: /^Waiting for a code/ }).click();
    await expect(page.getByText("Nobody in this list matches “search”")).toBeVisible();
    await picture(page, "requests-nobody");
    await page.getByRole("link", { name: "Show everybody" }).click();
    await expect(page.getByText("Nobody waits for a code")).toBeVisible();
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

test("who waits is served by the import in order, and can be declined; long lists come by pages, and are declined whole", async ({
  data,
  page,
  signedInAs,
  mails,
  axe,
  picture,
}) => {
  const { at, instructor, ask, offer } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  const [ada, ben, carla] = [await ask("Ada Queue"), await ask("Ben Queue"), await ask("Carla Queue")];
  await signedInAs(instructor);
  await page.goto(paths.requests(at));
  const waiting = page.getByRole("table", { name: "Waiting for a code" });
  await expect(waiting.getByRole("rowheader")).toHaveText([/Ada Queue/, /Ben Queue/, /Carla Queue/]);
  await waiting.getByRole("link", { name: "Decline the request of Ada Queue" }).click();
  await page.getByRole("textbox", { name: /Your reason/ }).fill("You have one from us.");
  await page.getByRole("button", { name: "Decline the request" }).click();
  await expect(waiting.getByRole("rowheader")).toHaveText([/Ben Queue/, /Carla Queue/]);
  await page.goto(paths.codesImport(at));
  await data.codes({ offer, codes: 1 });
  await data.db.prisma.outboxJob.create({ data: { task: "serve-waiting", payload: { offerId: offer.id } } });
  await mails.waitFor({ to: ben.email, subject: /is ready/ });
  expect(mails.read({ to: carla.email }).filter(({ subject }) => /is ready/.test(subject))).toEqual([]);
  await mails.waitFor({ to: ada.email, subject: /was declined/ });

  await data.db.pool.query(
    `WITH people AS (
       INSERT INTO enrolments (id, course_id, email, name)
       SELECT uuid7(), $1::uuid, 'queue-' || n || '-' || $2 || '@example.org', 'Person ' || n FROM generate_series(1, 102) n RETURNING id)
     SELECT claim_code($2::uuid, id, NULL) FROM people`,
    [offer.courseId, offer.id],
  );
  await page.goto(`${paths.requests(at)}?state=waiting`);
  await expect(waiting.getByRole("rowheader")).toHaveCount(100);
  await page.getByRole("link", { name: "The next page" }).click();
  await expect(waiting.getByRole("rowheader")).toHaveCount(3);
  await expect(page.getByRole("link", { name: "The first page" })).toBeVisible();

  // All that match, on this page and the others; the search is in the address, and somebody else is quicker with one of them.
  await page.getByRole("searchbox", { name: "Find a person" }).fill("person");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: "Decline all 102…" }).click();
  await expect(page).toHaveURL(/\/requests\/all\?decision=decline&state=waiting&q=person$/);
  await expect(page.getByRole("heading", { level: 1, name: "Decline 102 requests" })).toBeVisible();
  await axe(page);
  await picture(page, "decline-all");
  const requests = { offerId: offer.id, state: "WAITING", enrolment: { name: "Person 7" } } as const;
  const { id: requestId } = await data.db.prisma.request.findFirstOrThrow({ where: requests });
  await declineRequest({
    prisma: data.db.prisma,
    proof: { ...offer, offerId: offer.id, userId: null },
    requestId,
    reason: "No.",
  });
  await page.getByRole("textbox", { name: /Your reason/ }).fill("The workshop is full.");
  await page.getByRole("button", { name: "Decline 102 requests" }).click();
  await expect(page.getByText("101 requests are declined.")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("1 had been decided meanwhile")).toBeVisible();
  await axe(page);
  await picture(page, "decided-all");
  await page.getByRole("link", { name: "Go to the requests" }).click();
  await expect(waiting.getByRole("rowheader")).toHaveText([/Carla Queue/]);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("approving and declining work the same, one, many or all", async ({ data, page, signedInAs }) => {
    const { at, instructor, ask } = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
    for (const name of ["Emil", "Fay", "Gus", "Hana", "Ida"]) await ask(`${name} Script`);
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("button", { name: "Approve the request of Emil Script" }).click();
    await expect(page.getByText("1 request is approved, and a code is given.")).toBeVisible();
    await page.getByRole("checkbox", { name: "Choose the request of Gus Script" }).check();
    await page.getByRole("checkbox", { name: "Choose the request of Hana Script" }).check();
    await page.getByRole("button", { name: "Approve the chosen" }).click();
    await expect(page.getByText("2 requests are approved, and a code is given for each.")).toBeVisible();
    await page.getByRole("link", { name: "Choose all 2 shown" }).click();
    await page.getByRole("button", { name: "Decline the chosen…" }).click();
    await page.getByRole("button", { name: "Decline 2 requests" }).click();
    await expect(page.getByText("Write a reason").first()).toBeVisible();
    await page.getByRole("textbox", { name: /Your reason/ }).fill("The pool is for first-year students.");
    await page.getByRole("button", { name: "Decline 2 requests" }).click();
    await expect(page.getByText("2 requests are declined.")).toBeVisible();
    await page.getByRole("link", { name: "Decided (5)" }).click();
    await expect(page.getByText("The pool is for first-year students.")).toHaveCount(2);

    await ask("Kai Script");
    await page.goto(paths.decideAll(at, { decision: "approve", state: "pending", q: "" }));
    await page.getByRole("button", { name: "Approve 1 request" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("1 request is approved, and its person waits")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
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
    for (const name of ["Gus Seventh", "Hana Eighth", "Ivo Ninth"]) await ask(name);
    await signedInAs(instructor);
    await page.goto(paths.requests(at));
    await page.getByRole("button", { name: "Approve the request of Gus Seventh" }).click();
    await expect(page.getByRole("status")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
    await picture(page, "requests-phone");
    await page.getByRole("link", { name: "Choose all 2 shown" }).click();
    await page.getByRole("button", { name: "Decline the chosen…" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Decline 2 requests" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
    await picture(page, "decline-phone");
  });
});

test("an assistant decides, and sees no code; a participant and other courses' staff find nothing", async ({
  data,
  page,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { at, ask, course, codes } = await buildClass({ data, policy: "BY_APPROVAL", codes: 1 });
  const [ina, jan] = [await ask("Ina Ninth"), await ask("Jan Tenth")];
  const assistant = await data.enrolment({ course, role: "ASSISTANT" });
  await signedInAs(assistant);
  await page.goto(paths.requests(at));
  await page.getByRole("button", { name: "Approve the request of Ina Ninth" }).click();
  await expect(page.getByRole("status")).toContainText("a code is given");
  for (const code of codes) expect(await page.content()).not.toContain(code);
  await expect(page.getByRole("link", { name: "Import codes" })).toHaveCount(0);
  await page.getByRole("link", { name: "Decline the request of Jan Tenth" }).click();
  const decline = page.url();
  await page.getByRole("textbox", { name: /Your reason/ }).fill("Not this term.");
  await page.getByRole("button", { name: "Decline the request" }).click();
  await expect(page.getByRole("status")).toContainText("1 request is declined.");

  const other = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
  const strangers = [ina, jan, other.instructor, await data.enrolment({ course: other.course, role: "ASSISTANT" })];
  for (const person of strangers) {
    await signedInAs(person);
    for (const url of [paths.requests(at), decline]) {
      const answer = await page.goto(url);
      expect(answer?.status()).toBe(404);
      await expect(page.getByText("Jan Tenth")).toHaveCount(0);
    }
  }
});
