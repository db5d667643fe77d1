import { describe, expect, it } from "vitest";
import { lists, mayExport, readExportFile } from "./rules";

describe("the last part of a download's address", () => {
  it.each([
    ["roster.csv", { list: "roster", format: "csv" }],
    ["allocations.xlsx", { list: "allocations", format: "xlsx" }],
    ["codes.csv", null],
    ["roster", null],
    ["roster.csv.csv", null],
    ["roster.pdf", null],
    ["ROSTER.csv", null],
    ["toString.csv", null],
    ["", null],
  ])("%s", (file, read) => {
    expect(readExportFile(file)).toEqual(read);
  });
});

it("lets assistants take out people and requests, and instructors everything", () => {
  expect(lists.filter((list) => mayExport(list, { mayInstruct: false }))).toEqual(["roster", "requests"]);
  expect(lists.filter((list) => mayExport(list, { mayInstruct: true }))).toEqual([...lists]);
});
