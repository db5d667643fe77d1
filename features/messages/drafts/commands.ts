import { v7 as uuid7 } from "uuid";
import type { CourseStaff } from "@/features/courses/access";
import { sendMessage } from "@/features/messages/commands";
import { chooseAudience, type Draft } from "@/features/messages/schema";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { digestDraft, type PreviewView, previewMessage } from "./queries";

/** What became of a press: the message is on its way, or this is what it would be, with the sentence that says why it is not sent. */
export type DraftAnswer = { preview: PreviewView; id: string; sentence: string };

/**
 * Sends a draft that was looked at, and shows any other: one that was asked to be shown, one whose words or boxes changed since, and one that
 * the command refuses. So nothing goes out that nobody has seen.
 */
export async function sendOrShow({
  pool,
  prisma,
  proof,
  draft: sent,
}: Database & { proof: CourseStaff; draft: Draft }): Promise<
  Outcome<{ id: string }> | (DraftAnswer & { ok: "shown" })
> {
  const draft = { ...sent, audience: chooseAudience(sent) };
  const isForNobody = draft.audience.kind === "REMINDER" && draft.audience.wanted.length === 0;
  let sentence = isForNobody ? "Tick at least one thing that they have still to do." : "";
  if (draft.intent === "send" && !isForNobody) {
    const sent = await sendSeen({ prisma, proof, draft });
    if (sent.ok) {
      return sent;
    }
    sentence = sent.sentence;
  }
  const preview = await previewMessage({ pool, prisma, proof, draft });
  return preview ? { ok: "shown", preview, sentence, id: uuid7() } : refuse("missing", "There is no such course.");
}

async function sendSeen({ prisma, proof, draft }: Pick<Database, "prisma"> & { proof: CourseStaff; draft: Draft }) {
  const { id, expected, audience, subject, body } = draft;
  if (!id || !expected || draft.seen !== digestDraft(draft)) {
    return refuse(
      "unseen",
      "The words or the people were changed after the preview, so nothing was sent. This is how it looks now.",
    );
  }
  const sent = await sendMessage({ prisma, proof, message: { id, audience, subject, body, expected } });
  return sent.ok ? done({ id: sent.value.id }) : sent;
}
