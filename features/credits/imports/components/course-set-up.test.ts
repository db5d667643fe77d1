import { expect, it } from "vitest";
import { adviseOnCourse } from "./course-set-up";

const offer = { slug: "aws", name: "AWS credit", state: "open", available: 10, allocated: 0, waiting: 0, pending: 0 };

it.each([
  ["Make the first offer", 0, []],
  ["Fill the roster", 0, [offer]],
  ["Look at the requests", 5, [{ ...offer, pending: 1 }]],
  ["The pool is empty", 5, [{ ...offer, available: 0, allocated: 10, waiting: 2 }]],
  ["Import the codes", 5, [{ ...offer, available: 0 }]],
  ["There are fewer codes than participants", 11, [offer]],
  [undefined, 10, [offer]],
  [undefined, 10, [{ ...offer, available: 0, state: "expired" }]],
])("advises: %s", (title, participants, offers) => {
  expect(adviseOnCourse({ course: "c", participants, offers })?.title).toBe(title);
});
