import { readFile } from "node:fs/promises";
import { listRosterExports, workbook } from "@/e2e/fixtures/list-exports";
import { expect, test } from "@/e2e/fixtures/test";
import { claimCode, revealCode } from "@/features/credits/commands";
import { paths } from "@/lib/paths";
import { memberOf } from "@/prisma/factories/build-proof";
import { buildClass } from "./build-class";

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "with JavaScript off", () => {
    test.use({ javaScriptEnabled: script });

    test("codes from a sponsor's workbook: columns by hand, dry run, report, for good, undone, in again", async ({
      page,
      data,
      signedInAs,
    }) => {
      const { at, offer, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
      const waiting = await ask("Ada Waits");
      await signedInAs(instructor);
      const [one, two, late] = [data.inventCode(), data.inventCode(), data.inventCode()];
      const buffer = await workbook([
        ["No.", "Secret", "Value", "Last day", "Where"],
        ["1", one, "$50", "2099-03-31", `https://example.org/redeem?c=${one}`],
        ["2", two, "100", "31.12.2099", ""],
        ["3", late, "100", "2020-01-01", ""],
        ["4", one.toLowerCase(), "100", "", ""],
        ["5", "AB12CD34", "100", "03/04/2099", ""],
      ]);
      const send = async () => {
        await page.goto(paths.codesImport(at));
        await page
          .getByLabel("File")
          .setInputFiles({ name: "codes.xlsx", mimeType: "application/vnd.ms-excel", buffer });
        await page.getByRole("button", { name: "Check it" }).click();
        await expect(page.getByText("none is named “code”")).toBeVisible();
        await page.getByLabel("Column with the codes").selectOption({ label: "Column 2: Secret" });
        await page.getByLabel("Column with amounts").selectOption({ label: "Column 3: Value" });
        await page.getByLabel("Column with last days").selectOption({ label: "Column 4: Last day" });
        await page.getByLabel("Column with links").selectOption({ label: "Column 5: Where" });
        await page.getByLabel("The first line names the columns").check();
        await page.getByRole("button", { name: "Check with these columns" }).click();
      };
      await page.goto(paths.codesImport(at));
      await expect(page.getByText("Nothing was imported yet")).toBeVisible();
      await send();
      await expect(page.getByText("the first sheet of an Excel workbook").first()).toBeVisible();
      const out = page.getByRole("table", { name: "Lines that do not come in" });
      await expect(out.getByRole("row", { name: /^4 Expired Its last day is over/ })).toBeVisible();
      await expect(out.getByRole("row", { name: /^5 Duplicate in the file The same code as on line 2/ })).toBeVisible();
      await expect(out.getByRole("row", { name: /^6 Malformed The last day may be one of two days/ })).toBeVisible();
      await expect(page.getByRole("cell", { name: `•••${two.slice(-2)}` }).first()).toBeVisible();
      for (const code of [one, two, late]) expect(await page.content()).not.toContain(code.slice(0, -3));

      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Report by line (CSV)" }).click(),
      ]);
      const report = await readFile(await download.path(), "utf8");
      expect(report.split("\r\n")).toHaveLength(7);
      expect(report).toContain(`"2","New",,"${one.length} characters`);
      for (const code of [one, two, late]) expect(report.toUpperCase()).not.toContain(code.slice(0, -3));

      await page.getByRole("button", { name: "Import 2 codes" }).click();
      await expect(page.getByRole("status").filter({ hasText: "2 codes were added." })).toBeVisible();
      const batches = await data.db.prisma.batch.findMany({ where: { offerId: offer.id } });
      expect(batches.map(({ size }) => size)).toEqual([1, 1]);
      // Whoever waited is served by the job that came along.
      await expect
        .poll(() =>
          data.db.prisma.allocation.count({ where: { enrolmentId: waiting.enrolmentId, state: "ALLOCATED" } }),
        )
        .toBe(1);

      await page.reload();
      await page.getByRole("link", { name: "Undo this import" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Undo this import?" })).toBeVisible();
      await expect(page.locator("dl")).toContainText(/Filecodes\.xlsx.*Codes that go2$/);
      await expect(page.getByText("1 code leaves the pool")).toBeVisible();
      await expect(page.getByText("loses it unseen and waits again at the old place")).toBeVisible();
      await page.getByRole("link", { name: "Back to the import" }).click();
      await expect(page.getByRole("status").filter({ hasText: "2 codes were added." })).toBeVisible();
      await page.getByRole("link", { name: "Undo this import" }).click();
      await page.getByRole("button", { name: "Undo this import" }).click();
      await expect(page.getByRole("status").first()).toContainText(
        "2 codes were taken out. The same file can come in again.",
      );
      expect(
        await data.db.prisma.request.count({ where: { enrolmentId: waiting.enrolmentId, state: "WAITING" } }),
      ).toBe(1);
      await send();
      await page.getByRole("button", { name: "Import 2 codes" }).click();
      await expect(page.getByRole("status").filter({ hasText: "2 codes were added." })).toBeVisible();

      await page.goto(paths.codesImport(at));
      await expect(page.getByRole("row", { name: /codes.xlsx Taken in/ })).toBeVisible();
      await expect(page.getByRole("row", { name: /codes.xlsx Undone/ })).toBeVisible();
    });

    const exported = listRosterExports(crypto.randomUUID());
    // What the server makes of a file does not hang on the browser's scripts: without them one system's is enough.
    for (const { system, name, buffer, found, nobody = [] } of script ? exported : exported.slice(0, 1)) {
      test(`a roster as ${system} exports it comes in, and nobody has to be told who is who`, async ({
        page,
        data,
        signedInAs,
      }) => {
        const course = await data.course();
        await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
        await page.goto(paths.rosterImport(course.slug));
        await page
          .getByLabel("File")
          .setInputFiles({ name, mimeType: "application/octet-stream", buffer: await buffer() });
        await page.getByRole("button", { name: "Check it" }).click();
        await expect(page.getByText(`, read as ${found}. Nothing has been imported yet.`)).toBeVisible();
        const out = page.getByRole("table", { name: "Lines that do not come in" });
        await expect(out).toHaveCount(nobody.length > 0 ? 1 : 0);
        for (const row of nobody) await expect(out.getByRole("row", { name: row })).toBeVisible();
        await expect(page.getByText("Malformed")).toHaveCount(0);
        await page.getByRole("button", { name: "Add 2 people" }).click();
        await expect(page.getByRole("status").filter({ hasText: "2 people were added." })).toBeVisible();
        const people = await data.db.prisma.enrolment.findMany({
          where: { courseId: course.id, role: "PARTICIPANT" },
          orderBy: { email: "asc" },
        });
        expect(people.map((person) => person.name)).toEqual(["Ada Brook", "Bo Lind"]);
      });
    }

    test("names, roles and removals of a roster happen only where they are asked for", async ({
      page,
      data,
      signedInAs,
    }) => {
      const course = await data.course();
      const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
      const [ada, gone] = [
        await data.enrolment({ course, name: "Ada Brook" }),
        await data.enrolment({ course, name: "Gus Gone" }),
      ];
      await signedInAs(instructor);
      const send = async () => {
        await page.goto(paths.rosterImport(course.slug));
        await page.getByLabel("Or paste the lines").fill(`email,name\n${ada.email},Ada Stream`);
        await page.getByRole("button", { name: "Check it" }).click();
      };
      const names = async () =>
        (
          await data.db.prisma.enrolment.findMany({
            where: { courseId: course.id, removedAt: null, role: "PARTICIPANT" },
          })
        )
          .map(({ name }) => name)
          .sort();
      await send();
      await expect(page.getByRole("table", { name: "Missing from the file" })).toContainText(gone.email);
      await expect(page.getByRole("row", { name: /Name: “Ada Brook” becomes “Ada Stream”/ })).toBeVisible();
      await page.getByRole("button", { name: "Bring the roster up to date" }).click();
      await expect(page.getByRole("status")).toContainText("Nobody was changed. Nobody was removed.");
      expect(await names()).toEqual(["Ada Brook", "Gus Gone"]);
      await send();
      await page.getByLabel("Take over the names and roles that differ, of 1 person").check();
      await page.getByLabel("Remove 1 person who is missing from the file").check();
      await page.getByRole("button", { name: "Bring the roster up to date" }).click();
      await expect(page.getByRole("status")).toContainText("1 person was changed. 1 person was removed.");
      expect(await names()).toEqual(["Ada Stream"]);
    });
  });
}

test("an import outlives the tab, is gone on with by another instructor from the list, and can be thrown away", async ({
  page,
  data,
  signedInAs,
  openAs,
  axe,
  picture,
}) => {
  const { at, course, instructor } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  await page.goto(paths.codesImport(at));
  const codes = [data.inventCode(), data.inventCode()];
  await page.getByLabel("Or paste the codes").fill([...codes, codes[0], "two words"].join("\n"));
  await page.getByRole("button", { name: "Check it" }).click();
  await page.waitForURL(/imports/);
  await page.close();

  const other = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await other.goto(paths.codesImport(at));
  await other.getByRole("link", { name: "pasted lines" }).click();
  await expect(other.getByRole("button", { name: "Import 2 codes" })).toBeVisible();
  for (const width of [320, 390, 1280]) {
    await other.setViewportSize({ width, height: 900 });
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (width !== 320) await picture(other, `import-checked-${width}`);
  }
  await axe(other);
  await other.getByRole("button", { name: "Throw this file away" }).click();
  await expect(other.getByRole("status")).toContainText("thrown away");
  await expect(other.getByText("Nothing was imported yet")).toBeVisible();

  await other.getByLabel("Or paste the codes").fill(codes.join("\n"));
  await other.getByRole("button", { name: "Check it" }).click();
  await other.getByLabel(/^Keep (this code|these .* codes) aside/).check();
  await other.getByRole("button", { name: "Import 2 codes" }).click();
  await expect(other.getByRole("status").filter({ hasText: "kept aside as spares" })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("link", { name: "Undo this import" })).toBeVisible();
  for (const width of [390, 1280]) {
    await other.setViewportSize({ width, height: 900 });
    await picture(other, `import-done-${width}`);
  }
  await axe(other);
  await other.getByRole("link", { name: "Undo this import" }).click();
  await expect(other.getByText("The same file can be imported again afterwards.")).toBeVisible();
  for (const width of [320, 390, 1280]) {
    await other.setViewportSize({ width, height: 900 });
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (width !== 320) await picture(other, `import-undo-${width}`);
  }
  await axe(other);
});

test("every state of an import has its page, on a phone too", async ({ page, data, signedInAs, axe, picture }) => {
  const { course, offer, instructor } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  const format = { source: "text", encoding: "utf-8", separator: "," };
  const states = {
    UPLOADING: "The file is not here yet",
    CHECKING: "The file is being checked",
    RUNNING: "The file is being taken in",
    FAILED: "This file cannot be taken in",
    UNDOING: "The import is being undone",
    UNDONE: "The same file can come in again.",
  } as const;
  for (const [state, words] of Object.entries(states)) {
    const { id } = await data.db.prisma.import.create({
      data: {
        courseId: course.id,
        offerId: offer.id,
        kind: "CODES",
        state: state as keyof typeof states,
        fileName: "codes from the sponsor, second delivery.csv",
        lines: 1_000_000,
        linesDone: 240_000,
        options: { format },
        problem: state === "FAILED" ? "Line 7 is longer than 20,000 characters." : null,
      },
    });
    await page.goto(paths.courseImport({ course: course.slug, import: id }));
    await expect(page.getByText(words)).toBeVisible();
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (width !== 320) await picture(page, `import-${state.toLowerCase()}-${width}`);
    }
    await axe(page);
  }
  // The page of one that runs looks again by itself.
  const { id } = await data.db.prisma.import.findFirstOrThrow({ where: { courseId: course.id, state: "RUNNING" } });
  await page.goto(paths.courseImport({ course: course.slug, import: id }));
  await expect(page.getByText("240,000 of about 1,000,000")).toBeVisible();
  await data.db.prisma.import.update({ where: { id }, data: { state: "DONE", counts: { added: 999_999 } } });
  await expect(page.getByRole("status").filter({ hasText: "999,999 codes were added." })).toBeVisible();

  await page.goto(paths.rosterImport(course.slug));
  const ada = await data.enrolment({ course, name: "Ada Brook" });
  await data.enrolment({ course, name: "Mia Missing" });
  const lines = [
    "email,name,role",
    `${ada.email},Ada Stream,assistant`,
    "new@example.org,New,teacher",
    "nobody,X,",
    "new@example.org,,",
  ];
  await page.getByLabel("Or paste the lines").fill(lines.join("\n"));
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByText("1 person of the file becomes an instructor")).toBeVisible();
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (width !== 320) await picture(page, `import-roster-${width}`);
  }
  await axe(page);
});

test("an import of which a code was looked at cannot be undone, and the link is on its owner's page", async ({
  page,
  data,
  signedInAs,
  openAs,
  axe,
}) => {
  const { at, course, offer, instructor } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  await page.goto(paths.codesImport(at));
  const link = "https://sponsor.example.org/redeem";
  await page
    .getByLabel("Or paste the codes")
    .fill(`code,link\n${data.inventCode()},${link}\n${data.inventCode()},${link}`);
  await page.getByRole("button", { name: "Check it" }).click();
  await page.getByRole("button", { name: "Import 2 codes" }).click();
  await page.getByRole("link", { name: "Undo this import" }).click();
  await expect(page.getByRole("button", { name: "Undo this import" })).toBeVisible();
  const stale = page.url();

  const enrolment = await data.enrolment({ course });
  const member = memberOf({ course, offer, enrolment });
  await claimCode({ pool: data.db.pool, proof: member });
  const theirs = await openAs(enrolment);
  await theirs.goto(paths.code(at));
  await expect(theirs.getByText(link)).toHaveCount(0);
  await revealCode({ prisma: data.db.prisma, proof: member });
  await theirs.goto(paths.code(at));
  await expect(theirs.getByRole("link", { name: link })).toBeVisible();
  await axe(theirs);

  await page.getByRole("button", { name: "Undo this import" }).click();
  await expect(page.getByRole("status").first()).toContainText("Somebody has looked at a code of this import");
  await page.goto(stale);
  await expect(page.getByRole("status").first()).toContainText("Somebody has looked at a code of this import");
  await expect(page.getByText("It cannot be undone any more: 1 of its codes was looked at")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo this import" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Undo this import" })).toHaveCount(0);
});

test("imports are for the instructors of their own course, and files are taken from the portal's own pages only", async ({
  page,
  data,
  signedInAs,
  openAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { at, course, instructor, ask } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  await page.goto(paths.codesImport(at));
  await page.getByLabel("Or paste the codes").fill(data.inventCode());
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("button", { name: "Import 1 code" })).toBeVisible();
  const own = new URL(page.url()).pathname;

  const elsewhere = await data.course();
  const instructorElsewhere = await data.enrolment({ course: elsewhere, role: "INSTRUCTOR" });
  const strangers = [
    await openAs(await data.enrolment({ course, role: "ASSISTANT" })),
    await openAs(await ask("Pia Participant")),
    await openAs(instructorElsewhere),
  ];
  const form = { multipart: { pasted: data.inventCode() } };
  const uploads = [paths.codesUpload(at), paths.rosterUpload(course.slug)];
  for (const stranger of strangers) {
    for (const path of [own, `${own}/report.csv`, paths.codesImport(at), paths.rosterImport(course.slug)]) {
      expect((await stranger.request.get(path)).status(), path).toBe(404);
    }
    for (const path of uploads) {
      const answer = await stranger.request.post(path, { ...form, headers: { Origin: new URL(page.url()).origin } });
      expect(answer.status(), path).toBe(404);
    }
  }
  // The same import by the path of another course is nothing.
  const foreign = paths.courseImport({ course: elsewhere.slug, import: own.split("/").at(-1) ?? "" });
  expect((await strangers[2]?.request.get(foreign))?.status()).toBe(404);
  for (const path of uploads) {
    for (const headers of [{ Origin: "https://elsewhere.example.org" }, { Origin: "null" }, undefined]) {
      expect((await page.request.post(path, { ...form, ...(headers && { headers }) })).status(), path).toBe(403);
    }
  }
  expect(await data.db.prisma.import.count({ where: { courseId: course.id } })).toBe(1);
});

test("a sending that breaks off leaves nothing behind, and says so", async ({ page, data, signedInAs, allowNoise }) => {
  allowNoise(/ERR_FAILED|net::/);
  const { at, course, instructor } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  await signedInAs(instructor);
  await page.goto(paths.codesImport(at));
  await page.route(`**${paths.codesUpload(at)}`, (route) => route.abort());
  await page.getByLabel("Or paste the codes").fill(data.inventCode());
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByLabel("File")).toHaveAccessibleDescription(/The connection broke off/);
  await page.unroute(`**${paths.codesUpload(at)}`);
  expect(await data.db.prisma.import.count({ where: { courseId: course.id } })).toBe(0);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("button", { name: "Import 1 code" })).toBeVisible();
});
