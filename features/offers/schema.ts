import { z } from "zod";
import { calendarDay } from "@/features/courses/schema";

/** Names an offer by the slugs of its URL. */
export const offerRef = { course: z.string().min(1).max(120), offer: z.string().min(1).max(120) };

/** How requests of an offer are answered. */
export const policies = ["AUTOMATIC", "BY_APPROVAL"] as const;
export type Policy = (typeof policies)[number];

const localMoment = z.string().trim().max(30, "Choose a day and a time.");

/** What the form of an offer sends. Amount and moments stay as typed: what they mean depends on the currency and the course's zone. */
export const offerFields = {
  guide: z.string().trim().min(1, "Choose the guide that walks participants through redeeming."),
  name: z
    .string()
    .trim()
    .min(1, "Give the offer a name, such as AWS credit.")
    .max(80, "Shorten this to 80 characters.")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "Take out the line break or other invisible character in it."),
  amount: z.string().trim().min(1, "Type the amount of one code, such as 100."),
  currency: z.string().trim().min(1, "Choose the currency."),
  /** Whether requests open now, whatever stands in `opensAt`, or at that moment. */
  opening: z.enum(["now", "at"]).catch("at"),
  opensAt: localMoment,
  closesAt: localMoment.min(1, "Choose the day and time until which participants may request a code."),
  redeemBy: calendarDay("the last day to redeem"),
  policy: z.enum(policies, "Choose how requests are answered."),
  acknowledgement: z
    .string()
    .trim()
    .min(1, "Write the sentence with which participants acknowledge the sponsor.")
    .max(4000, "Shorten this to 4,000 characters."),
};

/** An offer as it was typed; `planOffer` turns it into what is stored. */
export type OfferInput = z.infer<z.ZodObject<typeof offerFields>>;
