import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

export const allocationRef = { ...offerRef, allocationId: z.uuid() };
