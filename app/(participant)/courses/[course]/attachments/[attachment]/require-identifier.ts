import { notFound } from "next/navigation";
import { readIdentifier } from "@/lib/read-identifier";

/** The address of an attachment; what is no identifier answers like an attachment that does not exist. */
export function requireIdentifier({ course, attachment }: { course: string; attachment: string }) {
  return { course, attachment: readIdentifier(attachment) ?? notFound() };
}
