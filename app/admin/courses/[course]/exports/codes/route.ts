import { sendCodes } from "@/features/reports/exports/loaders";

/** The codes of an offer as a file, asked for by a form and by nothing else: an address would be followed by whoever reads along. */
export const POST = sendCodes;
