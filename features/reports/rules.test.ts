import { expect, it } from "vitest";
import { nameDownload } from "./rules";

it("names a file by course, list, offer and day", () => {
  const name = { course: "connectomics", what: "requests", day: "2026-11-24", ending: "csv" };
  expect(nameDownload(name)).toBe("connectomics-requests-2026-11-24.csv");
  expect(nameDownload({ ...name, offer: "aws" })).toBe("connectomics-requests-aws-2026-11-24.csv");
});
