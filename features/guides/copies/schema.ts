import type { z } from "zod";
import { courseFields, courseRef } from "@/features/courses/schema";

const { title, term, startsOn, endsOn } = courseFields;

/** What is asked about the copy of a course; zone and contact come along and can be changed afterwards. */
export const copyFields = { title, term, startsOn, endsOn };

/** The whole form; `course` is the one that is copied. */
export const copyForm = { ...copyFields, ...courseRef };

/** A copy as it was typed. */
export type CopyInput = z.infer<z.ZodObject<typeof copyFields>>;
