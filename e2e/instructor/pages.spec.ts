import { expect, test } from "@/e2e/fixtures/test";

/** Below the course's own page where it begins with a dot, from the root otherwise; OFFER stands for the offer's slug, PERSON for a participant. */
const pages: Record<string, string> = {
  courses: "/admin",
  "new-course": "/admin/courses/new",
  course: ".",
  "edit-course": "./edit",
  roster: "./roster",
  "roster-import": "./roster/import",
  attachments: "./attachments",
  "new-offer": "./offers/new",
  offer: "./offers/OFFER",
  "edit-offer": "./offers/OFFER/edit",
  codes: "./offers/OFFER/codes",
  guide: "./offers/OFFER/guide",
  "guide-about": "./offers/OFFER/guide/about",
  "guide-new-step": "./offers/OFFER/guide/new",
  "guide-page": "./offers/OFFER/guide/pages/enter-your-code",
  "guide-figure": "./offers/OFFER/guide/pages/enter-your-code/figure",
  "guide-revisions": "./offers/OFFER/guide/revisions",
  "guide-compare": "./offers/OFFER/guide/compare?from=0&to=0",
  "guide-update": "./offers/OFFER/guide/update",
  open: "./open",
  settings: "./settings",
  copy: "./copy",
  person: "./roster/PERSON",
  forget: "./roster/PERSON/forget",
  questions: "./offers/OFFER/questions",
  requests: "./offers/OFFER/requests",
  exports: "./exports",
  trail: "./trail",
  report: "./report",
  "give-codes": "./offers/OFFER/allocations/give",
  spares: "./offers/OFFER/spares",
  messages: "./messages",
  "new-message": "./messages/new",
  "new-invitation": "./messages/new?kind=invitation",
  "new-reminder": "./messages/new?kind=reminder",
  "new-letter": "./messages/new?kind=letter",
  "letter-to-people": "./messages/new?kind=letter&by=people&choose=on",
};

const TOGETHER = 7;
const names = Object.keys(pages);

for (let first = 0; first < names.length; first += TOGETHER) {
  const some = names.slice(first, first + TOGETHER);
  test(`no barrier in light and dark, no sideways scrolling on a phone (T26): ${some.join(", ")}`, async ({
    page,
    data,
    signedInAs,
    axe,
    picture,
  }) => {
    test.slow();
    const course = await data.course();
    const offer = await data.offer({ course });
    await data.codes({ offer, codes: 3 });
    const person = await data.enrolment({ course, name: "Ada Brook" });
    const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
    await data.administrator({ email: instructor.email });
    await signedInAs(instructor);
    for (const name of some) {
      const place = pages[name]?.replace(/^\./, `/admin/courses/${course.slug}`) ?? "";
      await page.goto(place.replace("OFFER", offer.slug).replace("PERSON", person.id));
      await expect(page).toHaveTitle(/\S.* · Bursar/);
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width);
        if (width !== 320) await picture(page, `desk-${name}-${width}`);
      }
      await axe(page);
    }
  });
}
