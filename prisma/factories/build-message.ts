import { v7 as uuid7 } from "uuid";
import type { CourseStaff } from "@/features/courses/access";
import { sendMessage } from "@/features/messages/commands";
import { readAudiencePeople } from "@/features/messages/queries";
import type { Audience } from "@/features/messages/schema";
import type { Prisma } from "@/server/db";

/** Sends a message to an audience as it is now, by the product's own command, and answers with its outcome. */
export async function buildMessage(
  prisma: Prisma,
  { proof, audience, ...words }: { proof: CourseStaff; audience: Audience; subject?: string; body?: string },
) {
  const { recipients } = await readAudiencePeople({ prisma, proof, audience });
  const message = {
    id: uuid7(),
    audience,
    subject: "A subject",
    body: "Some *words*.",
    expected: recipients,
    ...words,
  };
  return sendMessage({ prisma, proof, message });
}
