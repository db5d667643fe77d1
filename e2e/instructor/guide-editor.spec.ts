import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import sharp from "sharp";
import type { Data } from "@/e2e/fixtures/data";
import { expect, test } from "@/e2e/fixtures/test";
import { buildRevision } from "@/prisma/factories/build-revision";

async function setUp(data: Data) {
  const course = await data.course();
  const offer = await data.offer({ course });
  const instructor = await data.enrolment({ course, role: "INSTRUCTOR", name: "Ada Brook" });
  const participant = await data.enrolment({ course });
  const desk = `/admin/courses/${course.slug}/offers/${offer.slug}/guide`;
  const walk = `/courses/${course.slug}/offers/${offer.slug}`;
  return { course, offer, instructor, participant, desk, walk };
}

async function readPdf(bytes: Buffer): Promise<{ text: string; alts: string[] }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  let text = "";
  const alts: string[] = [];
  type Node = { alt?: string; children?: Node[] };
  const visit = (node: Node | null): void => {
    if (node?.alt) alts.push(node.alt);
    node?.children?.forEach(visit);
  };
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    text += items.map((item) => ("str" in item ? item.str : "")).join("");
    visit((await page.getStructTree()) as Node);
  }
  return { text, alts };
}

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("a step's words are looked at, saved, read by a participant and printed in the handout", async ({
    page,
    data,
    signedInAs,
    openAs,
  }) => {
    const { instructor, participant, desk, walk } = await setUp(data);
    await signedInAs(instructor);
    await page.goto(desk);
    await page.getByRole("link", { name: /^Step 2\./ }).click();
    await page.getByLabel("Title", { exact: true }).fill("Sign in with your own account");
    await page.getByLabel("Words", { exact: true }).fill("Use **your own** account, worth {{amount}}. {{amont}}");
    await page.getByRole("button", { name: "Show the preview" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview.getByRole("heading", { name: "Sign in with your own account" })).toBeVisible();
    await expect(preview).toContainText("worth $100");
    await expect(preview).toContainText("There is no placeholder {{amont}}");
    await page.getByRole("button", { name: "Save the page" }).click();
    await expect(page.getByLabel("Words", { exact: true })).toHaveAccessibleDescription(/no placeholder/);
    await page.getByLabel("Words", { exact: true }).fill("Use **your own** account, worth {{amount}}.");
    await page.getByRole("button", { name: "Save the page" }).click();
    await expect(page.getByRole("status")).toContainText("saved as a new revision");

    const reader = await openAs(participant);
    await reader.goto(`${walk}/guide/sign-in`);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Sign in with your own account");
    await expect(reader.getByText("worth $100")).toBeVisible();
    await expect(reader.getByText(/Revision 1, updated on .* by Ada Brook/)).toBeVisible();
    const { text } = await readPdf(await (await reader.request.get(`${walk}/handout.pdf`)).body());
    expect(text.replace(/\s/g, "")).toContain("Useyourownaccount,worth$100.");

    await page.getByRole("link", { name: "Add a step" }).click();
    await page.getByLabel("Title").fill("Tell your group");
    await page.getByLabel("Summary").fill("One mail.");
    await page.getByLabel("Words", { exact: true }).fill("Write to them.");
    await page.getByRole("button", { name: "Add the step" }).click();
    await page.getByRole("button", { name: "Up “Tell your group”" }).click();
    await expect(page.getByRole("link", { name: "Step 6. Tell your group" })).toBeVisible();
    await page.getByRole("button", { name: "I have checked it today" }).click();
    await expect(page.getByRole("status")).toContainText("checked today");
    await reader.goto(`${walk}/guide`);
    await expect(reader.getByText("0 of 10 pages done")).toBeVisible();
    await page.getByRole("button", { name: "Take out “Tell your group”" }).click();
    await expect(page.getByRole("status")).toContainText("out of the guide");
    await page.getByRole("button", { name: "Take out “Guard your bill”" }).click();
    await expect(page.getByRole("status")).toContainText("lack something that it must have");
  });
});

test("while one types, the preview follows", async ({ page, data, signedInAs }) => {
  const { instructor, desk } = await setUp(data);
  await signedInAs(instructor);
  await page.goto(`${desk}/pages/sign-in`);
  await page.getByLabel("Words", { exact: true }).fill("Typed **just now**.");
  await expect(page.getByRole("region", { name: "Preview" }).getByText("just now")).toBeVisible();
});

test("a screenshot takes the figure's place on the page and in the handout, and the drawing comes back", async ({
  page,
  data,
  signedInAs,
  openAs,
  allowNoise,
  axe,
  picture,
}) => {
  allowNoise(/status of 404/);
  const { instructor, participant, desk, walk } = await setUp(data);
  await signedInAs(instructor);
  await page.goto(`${desk}/pages/enter-your-code/figure`);
  const send = async (buffer: Buffer) => {
    await page.getByLabel("What it shows").fill("The page Credits, with the form for the code open.");
    await page
      .getByLabel("Screenshot", { exact: true })
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer });
    await page.getByRole("button", { name: "Show this screenshot" }).click();
  };
  await send(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  await expect(page.getByLabel("Screenshot", { exact: true })).toHaveAccessibleDescription(/by its content/);
  await send(
    await sharp({ create: { width: 900, height: 500, channels: 3, background: "#0a4951" } })
      .png()
      .toBuffer(),
  );
  await expect(page.getByRole("status")).toContainText("saved as a new revision");
  await axe(page);
  await picture(page, "desk-guide-screenshot");

  const reader = await openAs(participant);
  await reader.goto(`${walk}/guide/enter-your-code`);
  const shown = reader.getByRole("img", { name: "The page Credits, with the form for the code open." });
  await expect(shown).toHaveJSProperty("naturalWidth", 900);
  await expect(reader.getByRole("figure").locator("figcaption li")).toHaveCount(4);
  await axe(reader);
  const src = (await shown.getAttribute("src")) ?? "";
  const answer = await reader.request.get(src);
  expect(answer.headers()).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  const { alts } = await readPdf(await (await reader.request.get(`${walk}/handout.pdf`)).body());
  expect(alts.join(" ")).toContain("The page Credits, with the form for the code open. Numbered marks: 1:");
  const stranger = await openAs(await data.enrolment({ course: await data.course() }));
  expect((await stranger.request.get(src)).status()).toBe(404);

  await page.getByRole("button", { name: "Show the drawing again" }).click();
  await expect(page.getByRole("img", { name: /^Figure 2\./ })).toBeVisible();
  await reader.reload();
  await expect(reader.getByRole("img", { name: /^Figure 2\./ })).toBeVisible();
});

test("the later of two editors is told and keeps the words; revisions are compared and restored", async ({
  page,
  data,
  signedInAs,
  openAs,
  axe,
  picture,
}) => {
  const { course, instructor, desk } = await setUp(data);
  await signedInAs(instructor);
  const other = await openAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  for (const tab of [page, other]) await tab.goto(`${desk}/pages/sign-out`);
  await other.getByLabel("Title", { exact: true }).fill("Theirs");
  await other.getByRole("button", { name: "Save the page" }).click();
  await expect(other.getByRole("status")).toContainText("saved as a new revision");
  await page.getByLabel("Title", { exact: true }).fill("Mine");
  await page.getByRole("button", { name: "Save the page" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody else changed this page" })).toBeVisible();
  await expect(page.locator("ins").filter({ hasText: "Theirs" })).toBeVisible();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Mine");
  await axe(page);
  await page.getByRole("button", { name: "Save the page" }).click();
  await expect(page.getByRole("status")).toContainText("saved as a new revision");

  await page.getByRole("link", { name: "Revisions" }).click();
  await picture(page, "desk-guide-revisions");
  await page.getByRole("link", { name: "Restore revision 1" }).click();
  await expect(page.locator("del").filter({ hasText: "Mine" })).toBeVisible();
  await expect(page.locator("ins").filter({ hasText: "Theirs" })).toContainText("[added: Theirs]");
  await axe(page);
  await picture(page, "desk-guide-compare");
  await page.getByRole("button", { name: "Restore revision 1" }).click();
  await expect(page.getByRole("status")).toContainText("in place again");
  await expect(page.getByRole("row", { name: /^3 .*Ada Brook Revision 1, put in place again/ })).toBeVisible();
});

test("what the provider changed is shown, and taken or left page by page", async ({
  page,
  data,
  signedInAs,
  axe,
  picture,
}) => {
  const { offer, instructor, desk } = await setUp(data);
  const before = { "sign-in": "As it was.", "sign-out": "As it was." };
  await buildRevision(data.db.prisma, { offer, baseRevision: 0, before, summaries: { "sign-in": "Mine." } });
  await signedInAs(instructor);
  await page.goto(desk);
  await page.getByRole("link", { name: "Look at the differences" }).click();
  await axe(page);
  await picture(page, "desk-guide-update");
  await expect(page.getByText("to have your own back, restore the revision before under Revisions")).toBeVisible();
  await page.getByRole("button", { name: /^Keep mine of “Sign in/ }).click();
  await expect(page.getByRole("heading", { name: /^Sign in/ })).toHaveCount(0);
  await page.getByRole("button", { name: /^Take the provider’s words of “Sign out of AWS”/ }).click();
  await expect(page.getByText("Nothing new from the provider")).toBeVisible();

  // The way back that the page names, for who takes the words after all and thinks better of it.
  await page.goto(`${desk}/revisions`);
  await expect(page.getByRole("row", { name: /^3 .*The provider's new words of a page taken/ })).toBeVisible();
  await page.getByRole("link", { name: "Restore revision 2" }).click();
  await page.getByRole("button", { name: "Restore revision 2" }).click();
  await expect(page.getByRole("status")).toContainText("in place again");
});

test("the editor is for the course's own instructors: others find nothing there", async ({
  data,
  openAs,
  allowNoise,
}) => {
  allowNoise(/status of 404/);
  const { course, participant, desk } = await setUp(data);
  const people = [
    participant,
    await data.enrolment({ course, role: "ASSISTANT" }),
    await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" }),
  ];
  const parts = ["", "/about", "/new", "/pages/sign-in", "/pages/sign-in/figure", "/revisions", "/update"];
  for (const person of people) {
    const tab = await openAs(person);
    for (const part of [...parts, "/compare?from=0&to=0"]) {
      expect((await tab.request.get(desk + part)).status(), part).toBe(404);
    }
  }
});
