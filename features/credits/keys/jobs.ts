import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { log } from "@/server/log";
import { sealAnew } from "./commands";
import { countSealed, readSealingKey } from "./queries";
import { countRows } from "./rules";

const TOLD_EVERY = 10_000;

/** What the worker does for keys. */
export const keyTasks: TaskList = {
  async "seal-anew"(payload) {
    const { keyId } = z.object({ keyId: z.string() }).parse(payload);
    // Somebody has made yet another key the first since: that one has a job of its own.
    if ((await readSealingKey(database())) !== keyId) return;
    const first = environment().codeRing.first().id;
    if (first !== keyId) {
      throw new Error(
        `Everything is to be sealed by the key ${keyId}, but the ring of this worker (${environment().codeRing.source}) begins with ${first}. Give it the ring that begins with ${keyId}.`,
      );
    }
    await sealEverything(keyId);
  },
  async "seal-leftovers"() {
    const { codeRing } = environment();
    const keyId = await readSealingKey(database());
    // Another worker, whose ring begins with that key, does it.
    if (keyId === null || keyId !== codeRing.first().id) return;
    const sealed = await countSealed(database());
    if (sealed.some((one) => one.keyId !== keyId && countRows(one) > 0)) await sealEverything(keyId);
  },
};

async function sealEverything(keyId: string): Promise<void> {
  let told = 0;
  const progress = await sealAnew({
    pool: database().pool,
    ring: environment().codeRing,
    tell: (now) => {
      if (now.done - told < TOLD_EVERY) return;
      told = now.done;
      log().info({ keyId, ...now }, "sealing anew");
    },
  });
  log().info({ keyId, ...progress }, "sealed anew");
  if (progress.unreadable > 0) {
    log().error({ keyId, rows: progress.unreadable }, "rows that cannot be opened were left as they are");
  }
}

/** Every hour, for what an import or a portal with an older ring sealed by another key meanwhile. */
export const keyCrontab = ["41 * * * * seal-leftovers"];
