import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildClass } from "./build-class";

/** Loads a message's page until none of its mails is on the way. */
async function waitUntilSettled(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText("still on the way").count();
      },
      { timeout: 60_000 },
    )
    .toBe(0);
}

test("a reminder: counted, shown, sent; one is refused, and goes out again to the mended address", async ({
  page,
  data,
  signedInAs,
  mails,
  axe,
  picture,
}) => {
  const { at, course, instructor, join, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
  const ada = await join("Ada Asks");
  const ben = await ask("Ben Holds");
  const mark = crypto.randomUUID();
  const cleo = await data.enrolment({ course, name: "Cleo Lost", email: `refused-${mark}@example.org` });
  await signedInAs(instructor);

  await page.goto(paths.messages(course.slug));
  await expect(page.getByText("Nothing was sent yet")).toBeVisible();
  await expect(
    page.getByText(/On \d+ \w+ \d{4} at about 08:00 the portal reminds those who have not requested/),
  ).toBeVisible();
  await axe(page);
  await picture(page, "messages-empty");
  await page.getByRole("link", { name: "Write a message" }).click();
  await page.getByRole("link", { name: "Remind", exact: true }).click();
  await expect(page.getByText("Whoever was reminded in the last 3 days is left out.")).toBeVisible();
  await page.getByRole("checkbox", { name: /have not redeemed/ }).uncheck();

  await page.getByLabel("Subject").fill("");
  await page.getByRole("button", { name: "See how it looks" }).click();
  await expect(page.getByLabel("Subject")).toHaveAccessibleDescription(/Give the mail a subject/);
  await expect(page.getByRole("checkbox", { name: /have not redeemed/ })).not.toBeChecked();
  await page.getByLabel("Subject").fill("Your credit waits");
  await page.getByRole("button", { name: "See how it looks" }).click();
  await expect(page.getByRole("heading", { name: /3 people will get it/ })).toBeFocused();
  await expect(page.getByRole("checkbox", { name: /have not redeemed/ })).not.toBeChecked();
  await expect(page.getByText("Hello Ada Asks,")).toBeVisible();
  await expect(page.getByText(/Request your code for AWS credit \(\$100\) by/)).toBeVisible();
  await axe(page);
  await picture(page, "messages-preview");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "messages-preview-390");
  await page.setViewportSize({ width: 1280, height: 900 });

  // Words that nobody has looked at are shown once more before they go out.
  await page.getByLabel("Words").fill("There is **something** to do:");
  await page.getByRole("button", { name: "Send to 3 people" }).click();
  await expect(page.getByText(/changed after the preview, so nothing was sent/).first()).toBeVisible();
  await page.getByRole("button", { name: "Send to 3 people" }).dblclick();
  await expect(page.getByRole("status")).toContainText("on its way");
  const adas = await mails.waitFor({ to: ada.email, subject: /Your credit waits/ });
  expect(adas.text).toContain("There is something to do:");
  expect(adas.text).toContain(paths.offer(at));
  const bens = await mails.waitFor({ to: ben.email, subject: /Your credit waits/ });
  expect(bens.text).toContain("Your code for AWS credit ($100) is ready");
  expect(bens.html).toContain(paths.code(at));

  await waitUntilSettled(page);
  await expect(page.getByRole("row", { name: /Ada Asks.*Accepted 250/ })).toBeVisible();
  const refused = page.getByRole("row", { name: /Cleo Lost.*Refused 550 5\.1\.1 No such mailbox/ });
  await expect(refused).toBeVisible();
  await axe(page);
  await picture(page, "message");
  await page.getByRole("link", { name: "Refused" }).click();
  await expect(page).toHaveURL(/state=refused/);
  await expect(page.getByRole("table", { name: "Mails: refused" }).getByRole("row")).toHaveCount(2);

  const mended = `mended-${mark}@example.org`;
  await data.db.prisma.enrolment.update({ where: { id: cleo.id }, data: { email: mended } });
  await refused.getByRole("button", { name: "Send again to Cleo Lost" }).click();
  await expect(page.getByRole("status")).toContainText("It goes to 1 person.");
  await mails.waitFor({ to: mended, subject: /Your credit waits/ });
  await waitUntilSettled(page);
  await expect(page.getByRole("row", { name: /Cleo Lost.*Accepted/ })).toBeVisible();
  expect(mails.read({ to: ada.email })).toHaveLength(1);

  // Nobody is reminded twice within the course's days, and the page says who is left out and why.
  await page.goto(`${paths.newMessage(course.slug)}?kind=reminder`);
  await page.getByRole("button", { name: "See how it looks" }).click();
  await expect(page.getByRole("heading", { name: "Nobody will get it" })).toBeVisible();
  await page.getByText("3 people are left out: reminded less than 3 days ago").click();
  await expect(page.getByText(`Ada Asks, ${ada.email}`)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send to/ })).toHaveCount(0);

  await page.goto(paths.messages(course.slug));
  await expect(page.getByRole("row", { name: /Reminder Your credit waits.*3 accepted/ })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "messages-390");
});

test("an assistant writes to people who were checked one by one; a stale page sends nothing", async ({
  page,
  data,
  signedInAs,
  mails,
  axe,
}) => {
  const course = await data.course();
  await signedInAs(await data.enrolment({ course, role: "ASSISTANT" }));
  const [ada, ben] = [
    await data.enrolment({ course, name: "Ada Brook" }),
    await data.enrolment({ course, name: "Ben Crane" }),
  ];
  await page.goto(paths.messages(course.slug));
  await page.getByRole("link", { name: "Write a message" }).click();
  await page.getByRole("link", { name: "Write to some of them" }).click();
  await axe(page);
  await page.getByRole("link", { name: "Check people" }).click();
  await page.getByLabel("Find people").fill("brook");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("checkbox", { name: "Ada Brook" }).check();
  await page.getByLabel("Find people").fill("crane");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.getByRole("checkbox", { name: "Ada Brook" })).toBeChecked();
  await page.getByRole("checkbox", { name: "Ben Crane" }).check();
  await axe(page);
  await page.getByRole("button", { name: "Write to those who are checked" }).click();
  await expect(page.getByText("2 people of the roster")).toBeVisible();

  await page.getByLabel("Subject").fill("Room change");
  await page.getByLabel("Words").fill("We meet in room 5.\n\n<img src=x onerror=alert(1)>");
  await page.getByRole("button", { name: "See how it looks" }).click();
  await expect(page.getByRole("button", { name: "Send to 2 people" })).toBeVisible();
  await data.db.prisma.enrolment.update({ where: { id: ben.id }, data: { removedAt: new Date() } });
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  await expect(page.getByText(/number of people has changed, so nothing was sent/).first()).toBeVisible();
  await page.getByRole("button", { name: "Send to 1 person" }).click();
  await expect(page.getByRole("status")).toContainText("on its way");
  const mail = await mails.waitFor({ to: ada.email, subject: /Room change/ });
  expect(mail).toMatchObject({ replyTo: course.contactAddress, autoSubmitted: "auto-generated" });
  expect(mail.html).not.toContain("onerror");
  expect(mails.read({ to: ben.email })).toEqual([]);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the roster is invited, and nobody is invited twice", async ({ page, data, signedInAs, mails }) => {
    const course = await data.course();
    await data.offer({ course });
    await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
    const ada = await data.enrolment({ course, name: "Ada Brook" });
    const look = async () => {
      await page.goto(paths.newMessage(course.slug));
      await page.getByRole("link", { name: "Invite the roster" }).click();
      await page.getByRole("button", { name: "See how it looks" }).click();
    };
    await look();
    await expect(page.getByText("Hello Ada Brook,")).toBeVisible();
    await page.getByRole("button", { name: "Send to 1 person" }).click();
    await expect(page.getByRole("status")).toContainText("on its way");
    await look();
    await expect(page.getByRole("heading", { name: "Nobody will get it" })).toBeVisible();
    await expect(page.getByText("1 person is left out: invited before")).toBeVisible();
    const mail = await mails.waitFor({ to: ada.email, subject: /Your cloud credit in/ });
    expect(mail.text).toContain(paths.course(course.slug));
  });
});

test("a course that is not open, and one that is archived, send nothing", async ({ page, data, signedInAs }) => {
  for (const [state, words] of [
    [{ openedAt: null }, "still being set up"],
    [{ archivedAt: new Date() }, "archived course sends nothing"],
  ] as const) {
    const course = await data.course(state);
    await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
    for (const path of [paths.messages(course.slug), paths.newMessage(course.slug)]) {
      await page.goto(path);
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.getByRole("button", { name: "See how it looks" })).toHaveCount(0);
    }
  }
});

test("messages are the course's staff's: others find nothing there", async ({ data, openAs, allowNoise }) => {
  allowNoise(/status of 404/);
  const course = await data.course();
  const message = await data.db.prisma.message.create({
    data: { courseId: course.id, kind: "LETTER", subject: "S", body: "B" },
  });
  const other = await data.course();
  const own = await data.db.prisma.message.create({
    data: { courseId: other.id, kind: "LETTER", subject: "S", body: "B" },
  });
  const at = [
    paths.messages(course.slug),
    paths.newMessage(course.slug),
    paths.message({ course: course.slug, message: message.id }),
  ];
  const assistant = await openAs(await data.enrolment({ course, role: "ASSISTANT" }));
  const participant = await openAs(await data.enrolment({ course }));
  const stranger = await openAs(await data.enrolment({ course: other, role: "INSTRUCTOR" }));
  for (const path of at) {
    const statuses = await Promise.all(
      [assistant, participant, stranger].map(async (page) => (await page.request.get(path)).status()),
    );
    expect(statuses, path).toEqual([200, 404, 404]);
  }
  const foreign = paths.message({ course: course.slug, message: own.id });
  expect((await assistant.request.get(foreign)).status()).toBe(404);
});
