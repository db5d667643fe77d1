import { z } from "zod";
import { emailAddress } from "@/lib/email-address";
import { nameTimeZone } from "@/lib/time-zones";

/** Names a course by the slug of its URL. */
export const courseRef = { course: z.string().min(1).max(120) };

/**
 * A calendar day from `<input type="date">`, as midnight UTC, which is how PostgreSQL's `date` travels. `called` names the day in its
 * error, such as "the first day".
 */
export const calendarDay = (called: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d{2}-\d{2}$/, `Choose ${called}, or type it as year-month-day, such as 2026-11-23.`)
    .transform((text) => ({ text, day: new Date(`${text}T00:00:00Z`) }))
    .refine(
      ({ text, day }) => !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text),
      "There is no such day. Look at the day and the month.",
    )
    .refine(
      ({ day }) => day.getUTCFullYear() >= 2000 && day.getUTCFullYear() < 2100,
      "Choose a year from 2000 to 2099.",
    )
    .transform(({ day }) => day);

/** The row's version when the form was opened; a save with an older one is told so. */
export const version = z.coerce.number().int().min(1);

const line = (missing: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(most, `Shorten this to ${most} characters.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "Take out the line break or other invisible character in it.");

/** What the form of a course sends. */
export const courseFields = {
  title: line("Give the course its title, such as Exploring the Human Connectome.", 120),
  term: line("Say which run of the course this is, such as Winter 2026.", 60),
  timeZone: z.string().trim().min(1, "Choose the time zone of the course.").transform(nameTimeZone),
  startsOn: calendarDay("the first day"),
  endsOn: calendarDay("the last day"),
  contactName: line("Name the person or office whom participants may ask.", 120),
  contactAddress: emailAddress,
};

/** A course as it was typed, field by field in order; `rules.ts` judges the fields together. */
export type CourseInput = z.infer<z.ZodObject<typeof courseFields>>;
