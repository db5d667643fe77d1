import { expect, test } from "@/e2e/fixtures/test";

test("every page of the desk: no barrier in light and dark, no sideways scrolling on a phone", async ({
  page,
  data,
  signedInAs,
  axe,
  picture,
}) => {
  test.setTimeout(240_000);
  const course = await data.course();
  const offer = await data.offer({ course });
  await data.codes({ offer, codes: 3 });
  await data.enrolment({ course, name: "Ada Brook" });
  const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
  await data.administrator({ email: instructor.email });
  await signedInAs(instructor);
  const home = `/admin/courses/${course.slug}`;
  const pages: Record<string, string> = {
    courses: "/admin",
    "new-course": "/admin/courses/new",
    course: home,
    "edit-course": `${home}/edit`,
    roster: `${home}/roster`,
    "roster-import": `${home}/roster/import`,
    attachments: `${home}/attachments`,
    "new-offer": `${home}/offers/new`,
    offer: `${home}/offers/${offer.slug}`,
    "edit-offer": `${home}/offers/${offer.slug}/edit`,
    codes: `${home}/offers/${offer.slug}/codes`,
  };
  for (const [name, path] of Object.entries(pages)) {
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await expect(page).toHaveTitle(/\S.* · Bursar/);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        `${name} at ${width}`,
      ).toBeLessThanOrEqual(width);
      if (width !== 320) await picture(page, `desk-${name}-${width}`);
    }
    await axe(page);
  }
});
