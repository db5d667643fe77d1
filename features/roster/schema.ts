import { z } from "zod";
import { courseRef, version } from "@/features/courses/schema";
import { emailAddress } from "@/lib/email-address";

/** What a person may be in a course, from the least to the most. */
export const roles = ["PARTICIPANT", "ASSISTANT", "INSTRUCTOR"] as const;
export type Role = (typeof roles)[number];

const role = z.enum(roles, "Choose a role.");

/** A person's name as the roster shows it; it may be empty. */
export const personName = z
  .string()
  .trim()
  .max(120, "A name has at most 120 characters.")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, "The name holds a line break or another invisible character.");

/** Adds one person. */
export const personFields = { ...courseRef, email: emailAddress, name: personName, role };

/** Names one enrolment of a course. */
export const enrolmentRef = { ...courseRef, enrolment: z.uuid() };

/** Changes one person's name, and their role where the form lets one choose it. */
export const changeFields = { ...enrolmentRef, version, name: personName, role: role.optional() };
