import { expect, it } from "vitest";
import { downloadName, writeSize } from "./rules";

it.each([
  ["Sponsor.pdf", "application/pdf", "Sponsor.pdf"],
  ["photo.jpeg", "image/jpeg", "photo.jpg"],
  ["page.html", "application/pdf", "page.pdf"],
  ["no ending", "image/png", "no ending.png"],
])("downloads %s of type %s as %s", (name, type, download) => {
  expect(downloadName(name, type)).toBe(download);
});

it("writes sizes", () => {
  expect([1, 40_000, 1_400_000].map(writeSize)).toEqual(["1 kB", "40 kB", "1.4 MB"]);
});
