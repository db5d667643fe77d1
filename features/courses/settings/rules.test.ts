import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findSettingsProblems, judgeLastDay, writeSettings } from "./rules";
import { settingsFields } from "./schema";

const form = z.object(settingsFields);
const typed = {
  retainUntil: "",
  dailyMail: "yes",
  reminderGapDays: "3",
  remindBeforeCloseDays: "",
  remindBeforeExpiryDays: "14",
};

describe("the form of the settings", () => {
  it("takes an empty day and empty numbers as off, and writes them back the same", () => {
    const { dailyMail, ...settings } = form.parse(typed);
    expect(settings).toEqual({
      retainUntil: null,
      reminderGapDays: 3,
      remindBeforeCloseDays: null,
      remindBeforeExpiryDays: 14,
    });
    expect(writeSettings({ ...settings, dailyMail: dailyMail === "yes" })).toEqual(typed);
  });

  it.each([
    ["reminderGapDays", "", /1 to 60/],
    ["reminderGapDays", "0", /1 to 60/],
    ["reminderGapDays", "1.5", /1 to 60/],
    ["dailyMail", "perhaps", /daily mail/],
  ])("refuses %s = %j", (field, value, sentence) => {
    const parsed = form.safeParse({ ...typed, [field]: value });
    expect(parsed.error?.issues[0]?.message).toMatch(sentence);
  });

  it.each([
    ["remindBeforeCloseDays", "91"],
    ["retainUntil", "30.4.2027"],
  ])("refuses %s = %j", (field, value) => {
    expect(form.safeParse({ ...typed, [field]: value }).success).toBe(false);
  });
});

describe("findSettingsProblems", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const facts = {
    today: day("2026-11-24"),
    endsOn: day("2027-02-28"),
    lastRedeemBy: day("2027-04-30"),
    scrubbedAt: null,
    stored: null,
  };

  it.each([
    ["2027-04-30", {}, undefined],
    ["2027-04-29", {}, /30 April 2027 or a later day/],
    ["2027-02-28", { lastRedeemBy: null }, undefined],
    ["2027-02-27", { lastRedeemBy: null }, /28 February 2027/],
    ["2026-11-23", { endsOn: day("2026-01-01"), lastRedeemBy: null }, /24 November 2026/],
    ["2027-12-31", { scrubbedAt: new Date() }, /gone already/],
    ["2020-01-01", { stored: day("2020-01-01") }, undefined],
  ])("keeping until %s with %j", (retainUntil, overrides, sentence) => {
    const problems = findSettingsProblems({ retainUntil: day(retainUntil) }, { ...facts, ...overrides });
    if (sentence) expect(problems.retainUntil?.[0]).toMatch(sentence);
    else expect(problems).toEqual({});
  });

  it("lets the day be taken out", () => {
    expect(findSettingsProblems({ retainUntil: null }, { ...facts, stored: day("2027-06-01") })).toEqual({});
  });
});

describe("judgeLastDay", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  it.each([
    ["names are kept for ever", "2030-01-01", null, null, false],
    ["names are kept until that day", "2027-06-30", null, "2027-06-30", false],
    ["names are forgotten before", "2027-07-01", null, "2027-06-30", true],
    ["it moves beyond", "2027-07-01", "2027-06-01", "2027-06-30", true],
    ["it was beyond before, and stays", "2027-07-01", "2027-07-01", "2027-06-30", false],
    ["it was beyond before, and moves further", "2027-07-02", "2027-07-01", "2027-06-30", true],
  ])("where %s", (_, last, before, retain, isRefused) => {
    const problem = judgeLastDay({
      day: day(last),
      before: before === null ? null : day(before),
      retainUntil: retain === null ? null : day(retain),
    });
    if (isRefused) expect(problem).toMatch(/kept until 30 June 2027 only/);
    else expect(problem).toBeNull();
  });
});
