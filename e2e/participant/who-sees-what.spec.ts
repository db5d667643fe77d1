import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildPlace } from "./build-place";
import { buildStates } from "./build-states";
import { listPages } from "./list-pages";

const PARTS = [
  "",
  "/code",
  "/code/problem",
  "/guide",
  "/guide/enter-your-code",
  "/acknowledgement",
  "/handout",
  "/handout.pdf",
  "/handout.png",
];

/** As a browser asks for a page, and as Next's own navigation does. */
const REQUESTS: Record<string, string>[] = [{}, { RSC: "1" }];

test("what is another course's and what does not exist answer alike (T7)", async ({
  page,
  data,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const mine = await buildPlace(data);
  const foreign = await buildPlace(data);
  await signedInAs(mine.enrolment);
  for (const part of PARTS) {
    const answers = [];
    for (const path of [
      foreign.path,
      `/courses/no-such-course/offers/none`,
      `/courses/${mine.course.slug}/offers/none`,
    ]) {
      const answer = await page.request.get(path + part, { maxRedirects: 0 });
      const body = await answer.text();
      answers.push({ status: answer.status(), tells: body.includes(foreign.course.title) });
    }
    expect(answers, part).toEqual(Array(3).fill({ status: 404, tells: false }));
  }
});

test("staff of the course read the guide and the handout, and are offered no code", async ({ page, data, openAs }) => {
  const place = await buildPlace(data);
  for (const role of ["ASSISTANT", "INSTRUCTOR"] as const) {
    const staff = await openAs(await data.enrolment({ course: place.course, role }));
    for (const part of ["/guide", "/guide/enter-your-code", "/handout", "/handout.pdf"]) {
      expect((await staff.request.get(place.path + part)).status(), `${role} ${part}`).toBe(200);
    }
    await staff.goto(place.path);
    await expect(staff.getByText("You look after this course")).toBeVisible();
    await expect(staff.getByRole("button", { name: "Request my code" })).toHaveCount(0);
    await staff.goto(`${place.path}/code`);
    await expect(staff).toHaveURL(new RegExp(`${place.offer.slug}$`));
  }
  await page.goto(place.path);
  await expect(page).toHaveURL(`/sign-in?${new URLSearchParams({ next: place.path })}`);
});

test("a code is in the one page that its owner revealed it on, and nothing personal is stored (T20)", async ({
  page,
  data,
  signedInAs,
}) => {
  const ground = await buildStates(data);
  await signedInAs(ground.enrolment);
  const codes = Object.values(ground.states).flatMap((offer) => offer.codes);
  const showing = ["revealed", "redeemed", "reported"] as const;
  for (const { url } of [
    ...listPages(ground),
    { url: `${ground.path}/handout.pdf` },
    { url: `${ground.path}/handout.png` },
    { url: paths.myData },
  ]) {
    for (const headers of REQUESTS) {
      const answer = await page.request.get(url, { headers });
      expect(answer.headers()["cache-control"], url).toContain("no-store");
      const body = await answer.text();
      const shown = codes.filter((code) => body.includes(code));
      expect(shown.length, url).toBe(showing.some((state) => url === `${ground.states[state].path}/code`) ? 1 : 0);
    }
  }
});

test("after signing out the way back shows no code, and the browser is told to forget (T20)", async ({
  page,
  data,
  signedInAs,
}) => {
  const ground = await buildStates(data);
  await signedInAs(ground.enrolment);
  await page.goto(`${ground.states.revealed.path}/code`);
  const code = (await page.locator("#code").textContent()) ?? "";
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Sign out" }).click();
  expect(await (await answered).headerValue("clear-site-data")).toBe('"cache", "storage"');
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText(code)).toHaveCount(0);
});
