import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { MailDelayed, sendMail } from "@/server/mailer";
import { runBulkAct } from "./bulk/commands";
import { writeCreditMail } from "./emails/write-credit-mail";
import { readMailFacts } from "./mails/queries";
import { recordUnsentNotice } from "./notices/commands";
import { serveEveryList, serveWaiting } from "./requests/commands";

const creditMail = z.union([
  z.object({
    kind: z.enum(["code-ready", "approved", "replaced", "given", "revoked", "released"]),
    allocationId: z.uuid(),
  }),
  z.object({ kind: z.enum(["waiting", "declined"]), requestId: z.uuid() }),
]);

/** What the worker does for credits: mails about a request or an allocation, and codes for those who wait. */
export const creditTasks: TaskList = {
  async "send-credit-mail"(payload, { job }) {
    const about = creditMail.parse(payload);
    const facts = await readMailFacts({ prisma: database().prisma, about });
    // Removed from the course, replaced again, served or approved between the fact and its mail: there is nothing left to say.
    if (facts) {
      const { publicUrl } = environment();
      const mail = await writeCreditMail({ kind: about.kind, facts, publicUrl });
      // The same at every try of this job: a mail server that took the mail and died before it said so gets it again, and mail programs
      // know it by this.
      const messageId = `${"allocationId" in about ? about.allocationId : about.requestId}.${job.id}@${new URL(publicUrl).hostname}`;
      const keep = (state: "REFUSED" | "GIVEN_UP", answer: string) =>
        recordUnsentNotice({ prisma: database().prisma, about, mail, state, answer });
      try {
        const { taken, words } = await sendMail({ ...mail, messageId });
        if (!taken) await keep("REFUSED", words);
      } catch (error) {
        if (!(error instanceof MailDelayed) || job.attempts < job.max_attempts) throw error;
        await keep("GIVEN_UP", `Given up after many tries. The last answer was: ${error.message}`);
      }
    }
  },
  async "run-bulk-act"(payload) {
    await runBulkAct({ ...database(), ...z.object({ bulkActId: z.uuid() }).parse(payload) });
  },
  async "serve-waiting"(payload) {
    await serveWaiting({ pool: database().pool, ...z.object({ offerId: z.uuid() }).parse(payload) });
  },
  async "serve-every-list"() {
    await serveEveryList({ pool: database().pool });
  },
};

/** When the worker does it by itself: every five minutes it looks for people who wait although there are codes. */
export const creditCrontab = ["*/5 * * * * serve-every-list"];
