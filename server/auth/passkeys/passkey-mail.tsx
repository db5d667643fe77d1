import { Heading, Text } from "react-email";
import { z } from "zod";
import { database, type Prisma, type Transaction } from "../../db";
import { addJob } from "../../jobs";
import { log } from "../../log";
import { type Mail, sendMail } from "../../mailer";
import { letterStyle, renderLetter } from "../../render-letter";

const WORDS = {
  added: "A passkey was added to your account",
  removed: "A passkey was removed from your account",
  recovered: "A recovery code of yours was used",
  reset: "Your passkeys and recovery codes were removed by an administrator",
} as const;

type What = keyof typeof WORDS;

/** Tells a person what was done to their account's second factor: in the log, and by a mail that goes with the transaction. */
export async function queuePasskeyMail(
  tx: Transaction,
  { userId, what, name }: { userId: string; what: What; name: string },
): Promise<void> {
  log().info({ user: userId, what }, "second factor");
  await addJob(tx, { task: "send-passkey-mail", payload: { userId, what, name } });
}

const payloadShape = z.object({
  userId: z.uuid(),
  what: z.enum(["added", "removed", "recovered", "reset"]),
  name: z.string(),
});

/** The worker's part. Nothing is sent to somebody who is gone. */
export async function sendPasskeyMail({
  payload,
  db = database().prisma,
}: {
  payload: unknown;
  db?: Prisma;
}): Promise<void> {
  const { userId, what, name } = payloadShape.parse(payload);
  const user = await db.user.findUnique({ where: { id: userId }, select: { email: true } });
  if (user) await sendMail(await renderPasskeyLetter({ to: user.email, what, name }));
}

function renderPasskeyLetter({ to, what, name }: { to: string; what: What; name: string }): Promise<Mail> {
  const title = WORDS[what];
  return renderLetter({
    to,
    subject: title,
    preview: "If this was you, there is nothing to do.",
    children: (
      <>
        <Heading as="h1" style={letterStyle.heading}>
          {title}
        </Heading>
        {name && <Text style={letterStyle.text}>It is called “{name}”.</Text>}
        <Text style={letterStyle.text}>If this was you, there is nothing to do.</Text>
        <Text style={letterStyle.small}>
          If it was not, somebody else is in your account: sign in, sign out everywhere on the page Security, and tell
          whoever runs this portal.
        </Text>
      </>
    ),
  });
}
