import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildClass } from "./build-class";

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("an instructor says what an offer asks, in which order, and what must be answered", async ({
      data,
      page,
      signedInAs,
      axe,
      picture,
    }) => {
      const { at, instructor } = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
      await signedInAs(instructor);
      await page.goto(paths.adminOffer(at));
      await page.getByRole("link", { name: "Questions to participants" }).click();
      await expect(page.getByText("This offer asks nothing")).toBeVisible();
      await page.getByRole("button", { name: "Add the question" }).click();
      await expect(page.getByLabel("Question")).toHaveAccessibleDescription(/Write the question/);
      await page.getByLabel("Question").fill("What will you build?");
      await page.getByLabel("An answer is required").check();
      await page.getByRole("button", { name: "Add the question" }).click();
      await expect(page.getByText("The question is added")).toBeVisible();
      await page.getByLabel("Question").fill("Who is in your team?");
      await page.getByRole("button", { name: "Add the question" }).click();

      const items = page.getByRole("list").filter({ hasText: "answers so far" }).getByRole("listitem");
      await expect(items).toHaveText([/1\. What will you build\?Required/, /2\. Who is in your team\?Optional/]);
      await page.getByRole("button", { name: "Move up “Who is in your team?”" }).click();
      await expect(items).toHaveText([/1\. Who is in your team/, /2\. What will you build/]);
      await page.getByRole("link", { name: "Change “Who is in your team?”" }).click();
      await page.getByLabel("Question").fill("Who works with you?");
      await page.getByRole("button", { name: "Save the question" }).click();
      await expect(page.getByText("The question is saved")).toBeVisible();
      await expect(items.first()).toContainText("Who works with you?");
      await page.getByRole("button", { name: "Take out “Who works with you?”" }).click();
      await expect(page.getByRole("heading", { name: "Asked before" })).toBeVisible();
      await page.getByRole("button", { name: "Ask again “Who works with you?”" }).click();
      await expect(items).toHaveText([/1\. What will you build/, /2\. Who works with you/]);
      if (script) {
        await axe(page);
        await picture(page, "questions");
      }
    });
  });
}

test("once there are answers, another wording is another question; the later of two editors is told", async ({
  data,
  page,
  signedInAs,
  openAs,
  axe,
  picture,
}) => {
  const { at, instructor, course, offer, join } = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
  const { prisma, pool } = data.db;
  const { id } = await prisma.question.create({
    data: { courseId: course.id, offerId: offer.id, position: 1, text: "What for?", required: true },
  });
  const theirs = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await signedInAs(instructor);
  for (const desk of [page, theirs]) {
    await desk.goto(paths.questions(at));
    await desk.getByRole("link", { name: "Change “What for?”" }).click();
  }
  await page.getByLabel("Question").fill("What will you use it for?");
  await page.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByRole("status")).toContainText("The question is saved");
  await theirs.getByLabel("Question").fill("What is your plan?");
  await theirs.getByRole("button", { name: "Save the question" }).click();
  await expect(theirs.getByText("Somebody else changed this question").first()).toBeVisible();
  await expect(theirs.getByLabel("Question")).toHaveValue("What is your plan?");
  await axe(theirs);
  await picture(theirs, "questions-stale");

  const asker = await join("Ada Answer");
  await pool.query("SELECT claim_code($1, $2, NULL, $3)", [offer.id, asker.enrolmentId, { [id]: "A map of trees" }]);
  await theirs.getByRole("button", { name: "Save the question" }).click();
  await expect(theirs.getByRole("status")).toContainText("The question is saved");
  await expect(theirs.getByRole("heading", { name: "Asked before" })).toBeVisible();
  await page.goto(paths.requests(at));
  await expect(page.getByRole("row", { name: "Ada Answer" })).toContainText("What will you use it for?A map of trees");
  await axe(page);
  await picture(page, "requests-answers");
});

test("an assistant, a participant and an instructor of elsewhere find no editor", async ({
  data,
  page,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { at, course, join } = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
  const other = await buildClass({ data, policy: "BY_APPROVAL", codes: 0 });
  const assistant = await data.enrolment({ course, role: "ASSISTANT" });
  for (const person of [assistant, await join("Ada Nobody"), other.instructor]) {
    await signedInAs(person);
    expect((await page.goto(paths.questions(at)))?.status()).toBe(404);
  }
});
