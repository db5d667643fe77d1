import type { TaskList } from "graphile-worker";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { appendHead, readLastHead } from "@/server/head-file";
import { log } from "@/server/log";
import { type HeadStore, sealTrail } from "./commands";

/** The file of AUDIT_HEAD_FILE, and beside it the log, which a site collects elsewhere. */
function openHeads(path: string): HeadStore {
  return {
    last: () => readLastHead(path),
    add: async ({ number, hash, count, lastId, sealedAt }) => {
      const head = { seal: number, hash: hash.toString("hex"), events: count, lastId: String(lastId) };
      log().info(head, "audit trail sealed");
      await appendHead(path, { ...head, at: sealedAt.toISOString() });
    },
  };
}

/** What the worker does for the audit trail. */
export const sealTasks: TaskList = {
  async "seal-trail"() {
    const { auditKey, auditHeadFile } = environment();
    const sealing = await sealTrail({ pool: database().pool, key: auditKey, heads: openHeads(auditHeadFile) });
    if (sealing.ok && sealing.heldUp) log().warn("audit trail not sealed up to now: a transaction stays open");
    if (!sealing.ok) log().error({ reason: sealing.broken }, "audit trail not sealed: run npm run audit -- verify");
  },
};

/** Every minute: what is newer can still be changed unseen by whoever rules over the database. */
export const sealCrontab = ["* * * * * seal-trail"];
