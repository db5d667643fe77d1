import { z } from "zod";
import { calendarDay, courseRef, version } from "../schema";

const nothing = z
  .string()
  .trim()
  .length(0)
  .transform(() => null);

/** A number of days from `least` to `most`; what is no whole number among them is told what to type. */
const days = (least: number, most: number) => {
  const sentence = `Type a number of days from ${least} to ${most}.`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, sentence)
    .transform(Number)
    .refine((number) => number >= least && number <= most, sentence);
};

/** What the form of the settings sends. An empty day or number of days switches its matter off. */
export const settingsFields = {
  retainUntil: z.union([nothing, calendarDay("the last day on which names are kept")]),
  dailyMail: z.enum(["yes", "no"], "Choose whether the daily mail is sent."),
  reminderGapDays: days(1, 60),
  remindBeforeCloseDays: z.union([nothing, days(1, 90)]),
  remindBeforeExpiryDays: z.union([nothing, days(1, 90)]),
};

/** The whole form. */
export const settingsForm = { ...settingsFields, ...courseRef, version };

/** The settings as they were typed. */
export type SettingsInput = z.infer<z.ZodObject<typeof settingsFields>>;
