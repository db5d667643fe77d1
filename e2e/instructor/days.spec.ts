import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";

test.use({ portal: "demonstration" });

/** The days of the page's tables and lists of facts, and those of them that stand on more than one line. */
function readDays(page: Page): Promise<{ days: string[]; broken: string[] }> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    const days: string[] = [];
    const broken: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("td, th, dd")) continue;
      for (const { index, 0: day } of (node.textContent ?? "").matchAll(/\d{1,2} [A-Z][a-z]{2,8} 20\d\d/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + day.length);
        const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 4)));
        days.push(day);
        if (lines.size > 1) broken.push(day);
      }
    }
    return { days, broken };
  });
}

test("a day in a table or a list of facts stands on one line, on a phone, a tablet and a desk", async ({
  page,
  ground,
  signedInAs,
}) => {
  test.slow();
  const { prisma } = ground.db;
  const { id, courseId, offerId } = await prisma.allocation.findFirstOrThrow({ orderBy: { id: "asc" } });
  const [course, offer, instructor] = await Promise.all([
    prisma.course.findUniqueOrThrow({ where: { id: courseId } }),
    prisma.offer.findUniqueOrThrow({ where: { id: offerId } }),
    prisma.enrolment.findFirstOrThrow({ where: { courseId, role: "INSTRUCTOR", removedAt: null } }),
  ]);
  const at = { course: course.slug, offer: offer.slug };
  await signedInAs(instructor);
  const tables = [
    paths.allocations(at),
    paths.allocation({ ...at, allocation: id }),
    paths.adminOffer(at),
    paths.messages(at.course),
    paths.roster(at.course),
    paths.sponsorReport(at.course),
  ];
  for (const path of tables) {
    await page.goto(path);
    for (const width of [320, 390, 700, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const { days, broken } = await readDays(page);
      expect(days.length, path).toBeGreaterThan(0);
      expect(broken, `${path} at ${width}`).toEqual([]);
    }
  }
});
