import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ImportView } from "@/features/courses/imports/queries";
import { RosterImport } from "./roster-import";

const line = { problem: "There is no address on this line.", firstLine: null, name: "", role: null };
const person = { nameBefore: null, roleBefore: null };

it("shows what is new and what is refused before the people who are missing from the file, of whom there may be many", () => {
  const view = {
    id: "01930000-0000-7000-8000-000000000001",
    state: "CHECKED",
    counts: { NEW: 1, MALFORMED: 1, missing: 40 },
    fileName: "second.csv",
    format: null,
    options: {},
    problem: null,
  } as unknown as ImportView;
  const page = renderToStaticMarkup(
    <RosterImport
      course="brains"
      view={view}
      preview={[]}
      trouble={null}
      roster={{
        fresh: [{ ...line, ...person, line: 2, status: "NEW", email: "new@example.org" }],
        changed: [],
        leftOut: [{ ...line, ...person, line: 3, status: "MALFORMED", email: "refused" }],
        missing: [{ email: "missing@example.org", name: "Mia Missing", role: "PARTICIPANT" }],
      }}
    />,
  );
  const places = ["new@example.org", "refused", "missing@example.org"].map((text) => page.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});
