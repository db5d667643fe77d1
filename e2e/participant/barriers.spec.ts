import { expect, test } from "@/e2e/fixtures/test";
import { buildStates } from "./build-states";
import { listPages } from "./list-pages";

test("no page of a participant has a barrier, in any state, in light and in dark (T26)", async ({
  page,
  data,
  signedInAs,
  axe,
  picture,
}) => {
  test.setTimeout(600_000);
  const ground = await buildStates(data);
  await signedInAs(ground.enrolment);
  const titles = new Map<string, string>();
  for (const { name, url } of listPages(ground)) {
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await axe(page);
    await picture(page, name);
    titles.set(name, await page.title());
  }
  expect([...titles].filter(([, title]) => !/^\S.* · Bursar$/.test(title))).toEqual([]);
});

// 320 is also what a screen of 1280 pixels shows at 400 %.
test("nothing has to be scrolled sideways at 320 and 390 pixels (T26)", async ({ page, data, signedInAs }) => {
  test.setTimeout(300_000);
  const ground = await buildStates(data);
  await signedInAs(ground.enrolment);
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const { url } of listPages(ground)) {
      await page.goto(url);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, `${url} at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  }
});

test("who is in no course is told whom to ask", async ({ page, signedInAs, axe }) => {
  await signedInAs({ email: "nobody-knows-me@example.org" });
  await page.goto("/courses");
  await expect(page.getByText("No course lists nobody-knows-me@example.org")).toBeVisible();
  await axe(page);
});
