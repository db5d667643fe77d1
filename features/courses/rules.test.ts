import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { emailAddress } from "@/lib/email-address";
import { courseSlug, courseState, findCourseProblems, writeCourse } from "./rules";
import { calendarDay, courseFields } from "./schema";

const typed = {
  title: "Cloud computing",
  term: "Winter 2026",
  timeZone: "Europe/Berlin",
  startsOn: "2026-10-01",
  endsOn: "2027-02-28",
  contactName: "Mira Holt",
  contactAddress: " Mira.Holt@Example.org ",
};
const form = z.object(courseFields);

describe("the form of a course", () => {
  it("takes what is right, and trims and lowers the address", () => {
    const parsed = form.parse(typed);
    expect(parsed.contactAddress).toBe("mira.holt@example.org");
    expect(findCourseProblems(parsed)).toEqual({});
  });

  it.each([
    ["title", " ", /title/],
    ["title", "x".repeat(121), /120/],
    ["title", "two\nlines", /line break/],
    ["startsOn", "23.11.2026", /year-month-day/],
    ["startsOn", "2026-02-30", /no such day/],
    ["startsOn", "0026-02-03", /2000 to 2099/],
    ["contactAddress", "mira at example", /not an e-mail address/],
  ])("refuses %s = %j", (field, value, sentence) => {
    const parsed = form.safeParse({ ...typed, [field]: value });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
    expect(parsed.error?.issues[0]?.message).toMatch(sentence);
  });

  it("refuses dates the wrong way round and a zone that is none, beside their fields", () => {
    const problems = findCourseProblems(form.parse({ ...typed, timeZone: "Mars/Olympus", endsOn: "2026-09-30" }));
    expect(problems.timeZone?.[0]).toContain("Mars/Olympus");
    expect(problems.endsOn?.[0]).toContain("end before it begins");
    expect(findCourseProblems(form.parse({ ...typed, endsOn: typed.startsOn }))).toEqual({});
  });

  it("takes an older name of a time zone, and shows one that was stored by the name of today", () => {
    const parsed = form.parse({ ...typed, timeZone: " Asia/Calcutta" });
    expect(parsed.timeZone).toBe("Asia/Kolkata");
    expect(findCourseProblems(parsed)).toEqual({});
    expect(writeCourse({ ...parsed, timeZone: "Europe/Kiev" }).timeZone).toBe("Europe/Kyiv");
  });
});

it("reads every real day as midnight UTC", () => {
  const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const text = date.toISOString().slice(0, 10);
      expect(calendarDay("the day").parse(text).toISOString()).toBe(`${text}T00:00:00.000Z`);
    }),
  );
});

it("stores addresses so that the same one is always equal", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const stored = emailAddress.safeParse(`  ${address.toUpperCase()} `);
      fc.pre(stored.success);
      expect(stored.data).toBe(address.toLowerCase());
    }),
  );
});

it("names a course by title and term", () => {
  expect(courseSlug({ title: "Cloud computing", term: "Winter 2026" })).toBe("cloud-computing-winter-2026");
  expect(courseSlug({ title: "Новый курс", term: "…" })).toBe("course");
});

it.each([
  [null, null, "draft"],
  [new Date(), null, "open"],
  [new Date(), new Date(), "archived"],
  [null, new Date(), "archived"],
] as const)("opened %s, archived %s: %s", (openedAt, archivedAt, state) => {
  expect(courseState({ openedAt, archivedAt })).toBe(state);
});
