import { z } from "zod";
import { enrolmentRef } from "@/features/roster/schema";

/** Forgets one person; `confirmed` is the box that says it cannot be undone. */
export const forgetForm = {
  ...enrolmentRef,
  confirmed: z.literal("on", "Tick the box: nothing brings the name and address back."),
};
