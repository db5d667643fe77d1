import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildPlace, type Place } from "./build-place";

async function askQuestions(data: Parameters<typeof buildPlace>[0], { course, offer }: Place) {
  const ask = (position: number, text: string, required: boolean) =>
    data.db.prisma.question.create({ data: { courseId: course.id, offerId: offer.id, position, text, required } });
  return [await ask(1, "What will you build?", true), await ask(2, "Who is in your team?", false)] as const;
}

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    for (const policy of ["AUTOMATIC", "BY_APPROVAL"] as const) {
      test(`the questions are answered along with the request (${policy})`, async ({
        page,
        data,
        signedInAs,
        axe,
        picture,
      }) => {
        const place = await buildPlace(data, { offer: { policy } });
        await askQuestions(data, place);
        await signedInAs(place.enrolment);
        await page.goto(paths.course(place.course.slug));
        await page.getByRole("link", { name: "Answer its questions to request my code" }).click();
        const build = page.getByRole("textbox", { name: "What will you build?" });
        const team = page.getByRole("textbox", { name: "Who is in your team? (optional)" });
        if (script) {
          await axe(page);
          await picture(page, `ask-${policy}`);
        }

        // What must be answered is said beside its field, and what was typed stays.
        await team.fill("Ada and Ben\nand Carla");
        await page.getByRole("button", { name: "Request my code" }).click();
        await expect(build).toHaveAttribute("aria-invalid", "true");
        await expect(build).toHaveAccessibleDescription(/Answer this question/);
        await expect(team).toHaveValue("Ada and Ben\nand Carla");
        expect(await data.db.prisma.request.count({ where: { offerId: place.offer.id } })).toBe(0);
        if (script) {
          await axe(page);
          await picture(page, `ask-missing-${policy}`);
        }

        await build.fill("A map of <b>every</b> tree");
        await page.getByRole("button", { name: "Request my code" }).click();
        await expect(
          page.getByText(policy === "AUTOMATIC" ? "A code is yours now" : "Your request was received.").first(),
        ).toBeVisible();
        const answers = page.locator("section", { has: page.getByRole("heading", { name: "Your answers" }) });
        await expect(answers.getByText("A map of <b>every</b> tree")).toBeVisible();
        await expect(answers.getByText("Ada and Ben and Carla")).toBeVisible();
        if (script) {
          await axe(page);
          await picture(page, `asked-${policy}`);
        }
      });
    }

    test("an answer that is too long is refused with what was typed", async ({ page, data, signedInAs }) => {
      const place = await buildPlace(data);
      await askQuestions(data, place);
      await signedInAs(place.enrolment);
      await page.goto(place.path);
      const build = page.getByRole("textbox", { name: "What will you build?" });
      // Set from outside: the field itself takes no more than 2,000 characters.
      await build.evaluate((field) => field.removeAttribute("maxlength"));
      await build.fill("x".repeat(2001));
      await page.getByRole("button", { name: "Request my code" }).click();
      await expect(build).toHaveAccessibleDescription(/it is 1 too long/);
      await expect(build).toHaveValue("x".repeat(2001));
    });

    test("a question that came after the page was opened is asked before a code is given", async ({
      page,
      data,
      signedInAs,
    }) => {
      const place = await buildPlace(data);
      await signedInAs(place.enrolment);
      await page.goto(place.path);
      await askQuestions(data, place);
      await page.getByRole("button", { name: "Request my code" }).click();
      await expect(page.getByText("This offer asks you something first.")).toBeVisible();
      await page.getByRole("textbox", { name: "What will you build?" }).fill("A map");
      await page.getByRole("button", { name: "Request my code" }).click();
      await expect(page.getByText("A code is yours now")).toBeVisible();
    });
  });
}

test("who waits sees the place, is warned before leaving, and stands at the end afterwards", async ({
  page,
  data,
  signedInAs,
  openAs,
  axe,
  picture,
}) => {
  const place = await buildPlace(data, { codes: 0 });
  const second = await data.enrolment({ course: place.course, name: "Ben Second" });
  const theirs = await openAs(second);
  await signedInAs(place.enrolment);
  for (const browser of [page, theirs]) {
    await browser.goto(place.path);
    await browser.getByRole("button", { name: "Request my code" }).click();
    await expect(browser.getByText("On the waiting list").first()).toBeVisible();
  }
  await expect(page.getByText("Nobody is before you.")).toBeVisible();
  await expect(theirs.getByText("1 person is before you.")).toBeVisible();
  await expect(page.getByText("your place is lost")).toBeVisible();
  await axe(page);
  await picture(page, "waiting-place");
  await page.getByRole("button", { name: "Leave the waiting list" }).click();
  await page.getByRole("button", { name: "Request my code" }).click();
  await expect(page.getByText("1 person is before you.")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText("Nobody is before you.")).toBeVisible();
});
