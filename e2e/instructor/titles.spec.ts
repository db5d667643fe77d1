import { randomBytes } from "node:crypto";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildClass } from "./build-class";

test("pages of a file, a person and a message are named by it, in title and breadcrumbs, for nobody but who may see them", async ({
  page,
  data,
  signedInAs,
  openAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { course, instructor, join } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  const { prisma } = data.db;
  const mark = `Mark${randomBytes(6).toString("hex")}`;
  const person = await join(`Nora ${mark}`);
  const file = await prisma.import.create({
    data: { courseId: course.id, kind: "ROSTER", state: "FAILED", fileName: `roster ${mark}.csv` },
  });
  const letter = await prisma.message.create({
    data: { courseId: course.id, kind: "LETTER", subject: `About ${mark}`, body: "Some words." },
  });
  const at = { course: course.slug };
  const named = [
    [paths.courseImport({ ...at, import: file.id }), file.fileName],
    [paths.person({ ...at, enrolment: person.enrolmentId }), `Nora ${mark}`],
    [`${paths.message({ ...at, message: letter.id })}?state=failed`, letter.subject],
  ] as const;
  const nothing = [
    paths.courseImport({ ...at, import: course.id }),
    paths.person({ ...at, enrolment: course.id }),
    paths.message({ ...at, message: course.id }),
  ];
  await signedInAs(instructor);
  const stranger = await openAs(await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" }));
  for (const [index, [path, name]] of named.entries()) {
    await page.goto(path);
    await expect(page).toHaveTitle(`${name}: ${course.title} · Bursar`);
    await expect(page.getByRole("navigation", { name: "Where you are" })).toContainText(name);
    await page.goto(nothing[index] ?? "");
    const nobodys = await page.title();
    expect(await (await stranger.request.get(path)).text()).not.toContain(mark);
    await stranger.goto(path);
    await expect(stranger).toHaveTitle(nobodys);
  }
});
