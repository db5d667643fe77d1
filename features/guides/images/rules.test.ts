import { expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { findGuideProblems } from "@/content/guides/contract";
import { settleGuide } from "../editor/rules";
import { figureOf, findPage } from "../revisions/rules";
import { pickEditable } from "../revisions/schema";
import { placeScreenshot, takeScreenshotBack } from "./rules";

const guide = pickEditable(awsGuide);
const image = { id: "0191f0f0-0000-7000-8000-000000000001", width: 800, height: 600, alt: "The page Credits of AWS." };
const figure = (of: typeof guide | null, slug: string) => {
  const page = of && findPage(of, slug);
  return page ? figureOf(of, page) : undefined;
};

it("keeps caption and numbered list under a screenshot, and brings the drawing back as it was", () => {
  const placed = placeScreenshot(guide, "enter-your-code", image);
  const drawn = figure(guide, "enter-your-code");
  expect(figure(placed, "enter-your-code")).toMatchObject({ title: drawn?.title, callOuts: drawn?.callOuts, image });
  expect(placed && findGuideProblems(settleGuide(placed))).toEqual([]);
  const again = placed && placeScreenshot(placed, "enter-your-code", { ...image, alt: "Another picture of it." });
  expect(again && takeScreenshotBack(again, "enter-your-code")).toEqual(guide);
});

it("is the first figure of a page that had none, numbered in its place, and goes without a trace", () => {
  const placed = placeScreenshot(guide, "sign-in", image);
  const settled = placed && settleGuide(placed);
  expect(figure(settled, "sign-in")).toMatchObject({ number: 2, shapes: [], image });
  expect(settled && findGuideProblems(settled)).toEqual([]);
  const back = settled && takeScreenshotBack(settled, "sign-in");
  expect(JSON.stringify(back && settleGuide(back))).toBe(JSON.stringify(guide));
});

it("says nothing of pages that are gone or have no screenshot", () => {
  expect(placeScreenshot(guide, "nowhere", image)).toBeNull();
  expect(takeScreenshotBack(guide, "sign-in")).toBeNull();
  expect(takeScreenshotBack(guide, "enter-your-code")).toBeNull();
});
