import { findGuide } from "@/content/guides/index";
import type { Data } from "@/e2e/fixtures/data";
import { listenForNoise, type Noise, unexpectedNoise } from "@/e2e/fixtures/noise";
import { expect, test } from "@/e2e/fixtures/test";
import { buildGround } from "@/e2e/rights/build-ground";
import { callAction, leadsTo, listActions } from "@/e2e/rights/call-action";
import { ACTIONS, SHARED_FIELDS } from "@/e2e/rights/list-actions";
import { openRequests } from "@/e2e/rights/open-requests";
import { pickEditable } from "@/features/guides/revisions/schema";
import { paths } from "@/lib/paths";
import { MARKDOWN, PAYLOADS } from "./payloads";

type Ground = Awaited<ReturnType<typeof buildGround>>;

const [FIRST = "", SECOND = "", THIRD = ""] = PAYLOADS;

test("what people write is text wherever it is shown: nothing of it runs (T10)", async ({ data, ground, openAs }) => {
  test.slow();
  const built = await buildGround(data);
  const imported = await fillWithPayloads({ data, url: ground.url, built });
  const { course = "", offer = "", message = "", attachment = "", enrolment = "", allocation = "" } = built.parameters;
  const at = { course, offer };
  const desk = [
    paths.adminCourse(course),
    paths.editCourse(course),
    paths.roster(course),
    paths.person({ course, enrolment }),
    imported,
    paths.adminOffer(at),
    `${paths.adminOffer(at)}/questions`,
    `${paths.adminOffer(at)}/requests?state=declined`,
    `${paths.adminOffer(at)}/allocations`,
    `${paths.adminOffer(at)}/allocations/${allocation}`,
    `${paths.adminOffer(at)}/guide`,
    `${paths.adminOffer(at)}/guide/pages/enter-your-code`,
    `${paths.adminOffer(at)}/guide/revisions`,
    paths.adminAttachments(course),
    paths.messages(course),
    paths.message({ course, message }),
    paths.trail(course),
    `${paths.adminCourse(course)}/report`,
  ];
  const walk = [
    paths.courses,
    paths.course(course),
    paths.offer(at),
    `${paths.offer(at)}/guide`,
    `${paths.offer(at)}/guide/enter-your-code`,
    paths.acknowledgement(at),
    paths.handout(at),
    paths.attachment({ course, attachment }),
  ];
  const silent: string[] = [];
  for (const [person, urls] of [
    [built.people.instructor, desk],
    [built.people.participant, walk],
  ] as const) {
    const page = await openAs(person);
    await page.addInitScript(() =>
      Object.assign(globalThis, { ran: () => Object.assign(globalThis, { hasRun: true }) }),
    );
    for (const url of urls) {
      expect((await page.goto(url))?.status(), url).toBe(200);
      const seen = await page.evaluate(() => ({
        hasRun: "hasRun" in globalThis,
        shows:
          document.querySelector("main")?.textContent?.includes("ran()") === true ||
          document.querySelector("[value*='ran()']") !== null,
        live: [...document.querySelectorAll("*")].flatMap(({ tagName, attributes }) =>
          [...attributes].flatMap(({ name, value }) =>
            name.startsWith("on") || /^\s*(javascript|data:text)/i.test(value) ? [`${tagName} ${name}=${value}`] : [],
          ),
        ),
      }));
      expect(seen, url).toMatchObject({ hasRun: false, live: [] });
      if (!seen.shows) silent.push(url);
    }
  }
  // The control: nearly every page does show one of the texts.
  expect(silent).toEqual([]);
});

test("a script that had got into a page would not run, and every test would hear of it (T10)", async ({
  browser,
  ground,
}) => {
  const context = await browser.newContext({ baseURL: ground.url });
  const noise: Noise = { heard: [], allowed: [/./] };
  await listenForNoise({ context, origin: ground.url, noise, isScriptless: false });
  const page = await context.newPage();
  await page.goto("/help");
  expect(unexpectedNoise(noise)).toEqual([]);
  await page.evaluate(() => {
    Object.assign(globalThis, { ran: () => Object.assign(globalThis, { hasRun: true }) });
    const script = document.createElement("div");
    script.innerHTML = `<img src="/icon.svg" onload="ran()"><a id="link" href="javascript:ran()">x</a><b style="color: red">x</b>`;
    document.body.append(script);
  });
  await page.locator("#link").click();
  await expect
    .poll(() => new Set(unexpectedNoise(noise).map((text) => /script-src-\w+|style-src-\w+/.exec(text)?.[0])).size)
    .toBeGreaterThan(1);
  expect(await page.evaluate(() => "hasRun" in globalThis)).toBe(false);
  await context.close();
});

/** Writes the texts into every field: by the forms where one request does it, otherwise as a form would have stored them. Answers with an import's page. */
async function fillWithPayloads({ data, url, built }: { data: Data; url: string; built: Ground }): Promise<string> {
  const { prisma } = data.db;
  const { course, parameters, people } = built;
  const id = { id: course.id };
  await prisma.course.update({ where: id, data: { title: SECOND, term: THIRD, contactName: FIRST } });
  const offer = await prisma.offer.update({
    where: { courseId_slug: { courseId: course.id, slug: parameters.offer ?? "" } },
    data: { name: SECOND, acknowledgement: MARKDOWN },
  });
  await prisma.attachment.update({
    where: { id: parameters.attachment },
    data: { title: SECOND, fileName: `${FIRST}.pdf` },
  });
  await prisma.message.update({ where: { id: parameters.message }, data: { subject: SECOND, body: MARKDOWN } });
  await prisma.enrolment.updateMany({ where: { courseId: course.id }, data: { name: SECOND } });
  const guide = findGuide("aws");
  if (!guide) throw new Error("there is no guide for AWS");
  const base = pickEditable(guide);
  const pages = base.pages.map((page) => ({
    ...page,
    title: SECOND,
    summary: THIRD,
    body: MARKDOWN,
    notices: [{ tone: "info", title: FIRST, body: MARKDOWN }],
  }));
  await prisma.guideRevision.create({
    data: {
      courseId: course.id,
      offerId: offer.id,
      number: 1,
      content: { guide: { ...base, title: SECOND, summary: THIRD, labels: [FIRST], pages }, base },
      baseRevision: guide.revision.number,
      note: SECOND,
    },
  });

  const [instructor, participant] = await Promise.all(
    [people.instructor, people.participant].map(({ email }) => openRequests({ prisma, url, email })),
  );
  if (!instructor || !participant) throw new Error("nobody is signed in");
  const run = async (as: typeof instructor, name: string, fields: Record<string, string>) => {
    const action = listActions().find((one) => one.name === name);
    const row = ACTIONS[name];
    if (!action || !row) throw new Error(`the build has no ${name}`);
    const all = { ...SHARED_FIELDS, ...parameters, ...fields };
    const answer = await callAction({ as, action, row, fields: all, parameters, headers: { origin: url } });
    if (!/done=/.test(leadsTo(answer)))
      throw new Error(`${name}: ${answer.status()} ${leadsTo(answer)} ${await answer.text()}`);
  };
  for (const [index, name] of PAYLOADS.entries()) {
    await run(instructor, "addPersonAction", { email: `payload-${index}@example.org`, name });
  }
  await run(instructor, "addQuestionAction", { text: SECOND });
  const questions = await prisma.question.findMany({ where: { offerId: offer.id } });
  const answers = questions.map((question) => [`answer-${question.id}`, PAYLOADS.join(" ").slice(0, 300)]);
  await run(participant, "answerAndRequestAction", Object.fromEntries(answers));
  const request = await prisma.request.findFirstOrThrow({
    where: { offerId: offer.id, enrolmentId: parameters.enrolment },
  });
  await run(instructor, "declineRequestsAction", { requests: request.id, reason: PAYLOADS.join("\n") });

  const lines = PAYLOADS.map((name, index) => `"${name.replaceAll('"', '""')}",roster-${index}@example.org`);
  const sent = await instructor.post(paths.rosterUpload(parameters.course ?? ""), {
    headers: { origin: url },
    multipart: {
      file: { name: `${SECOND}.csv`, mimeType: "text/csv", buffer: Buffer.from(`name,email\n${lines.join("\n")}\n`) },
    },
    maxRedirects: 0,
  });
  await Promise.all([instructor.dispose(), participant.dispose()]);
  return sent.headers().location ?? "";
}
