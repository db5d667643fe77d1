import PDFDocument from "pdfkit";
import { expect, test } from "@/e2e/fixtures/test";

function makePdf(): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument();
    const chunks: Buffer[] = [];
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.fontSize(40).text("Information from the sponsor").end();
  });
}

test("an instructor attaches the sponsor's PDF, a participant opens it, a stranger finds nothing", async ({
  page,
  data,
  signedInAs,
  openAs,
  allowNoise,
  axe,
  picture: takePicture,
}) => {
  allowNoise(/status of 404/);
  const course = await data.course();
  await signedInAs(await data.enrolment({ course, role: "INSTRUCTOR" }));
  await page.goto(`/admin/courses/${course.slug}/attachments`);
  const add = async (buffer: Buffer) => {
    await page.getByLabel("Title").fill("From the sponsor");
    await page.getByLabel("File").setInputFiles({ name: "../sponsor.html", mimeType: "application/pdf", buffer });
    await page.getByRole("button", { name: "Add the attachment" }).click();
  };
  await add(Buffer.from("<!doctype html><script>alert(1)</script>"));
  await expect(page.getByLabel("File")).toHaveAccessibleDescription(/by its content this file is none of them/);
  await expect(page.getByLabel("Title")).toHaveValue("From the sponsor");
  const pdf = await makePdf();
  await add(pdf);
  await expect(page.getByRole("status")).toContainText("The attachment is added");
  const picture = page.getByRole("img", { name: /First page of “From the sponsor”/ });
  await expect(picture).toHaveJSProperty("naturalWidth", 500);
  await expect(picture).toHaveCSS("width", "250px");
  const href = (await page.locator("a", { has: picture }).getAttribute("href")) ?? "";

  const participant = await openAs(await data.enrolment({ course }));
  const answer = await participant.request.get(`${href}?download=1`);
  expect(await answer.body()).toEqual(pdf);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": "attachment; filename=\"sponsor.pdf\"; filename*=UTF-8''sponsor.pdf",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  await participant.goto(href.replace(/\/file$/, ""));
  await expect(participant.getByRole("heading", { level: 1 })).toHaveText("From the sponsor");

  const stranger = await openAs(await data.enrolment({ course: await data.course() }));
  for (const path of [
    href,
    href.replace(/file$/, "thumbnail.png"),
    href.replace(/\/file$/, ""),
    href.replace(/[^/]+\/file$/, "nothing/file"),
  ]) {
    expect((await stranger.request.get(path)).status(), path).toBe(404);
  }

  const remove = page.getByRole("button", { name: "Remove for good “From the sponsor”" });
  await expect(remove).toBeHidden();
  await page.getByText("Remove… “From the sponsor”").click();
  await expect(page.getByText("This cannot be undone; you can only add it again")).toBeVisible();
  await axe(page);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await takePicture(page, `desk-attachment-remove-${width}`);
  }
  await remove.click();
  await expect(page.getByText("Nothing is attached yet")).toBeVisible();
  expect((await participant.request.get(href)).status()).toBe(404);
});
