import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { type Restored, restore } from "./backup/restore";
import type { Keys } from "./backup/try-keys";
import { loadEnvFile } from "./load-env-file";
import { demandOwner, openDatabase, readAddresses } from "./open-database";
import { migrateDatabase } from "./prisma/migrate-database";
import { takeLock } from "./process-lock.mjs";
import { reportFailure, SetupProblem } from "./setup-problem";
import { readSettings } from "./start/check-settings";

// npm run restore -- FILE [--replace]

const USAGE =
  "Say what from: npm run restore -- FILE. With --replace after it, all that is in the database is replaced.";

async function main(words: string[]): Promise<void> {
  const [file, ...more] = words.filter((word) => word !== "--replace");
  if (!file || file.startsWith("-") || more.length > 0) throw new SetupProblem(USAGE);
  const addresses = readAddresses();
  const release = addresses.databaseUrl ? () => undefined : holdPortalLock();
  try {
    const database = await openDatabase(addresses);
    try {
      const databaseUrl = demandOwner(database, "A restore");
      const restored = await restore({
        databaseUrl,
        file: resolve(file),
        keys: readKeys(),
        replace: words.includes("--replace") ? askForName : null,
        say: console.log,
      });
      await migrateDatabase({ databaseUrl, portalRole: database.portalRole });
      console.log(describeRestored(restored));
    } finally {
      await database.close();
    }
  } finally {
    release();
  }
}

/** The built-in database belongs to one portal, which holds this lock while it runs and cannot start while we do. */
function holdPortalLock(): () => void {
  const lock = takeLock({ file: ".data/portal.lock", note: "which is restoring a backup" });
  if (lock.isMine) return lock.release;
  throw new SetupProblem(
    `The portal in this folder is running (process ${lock.holder.pid}). Stop it, then restore. Nothing was changed.`,
  );
}

/** Where the portal's settings are not here, the keys are not tried; the next start of the portal does. */
function readKeys(): Keys {
  try {
    return readSettings(process.env).environment;
  } catch (error) {
    if (error instanceof SetupProblem) return undefined;
    throw error;
  }
}

async function askForName(database: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const question = `Everything in the database ${database} will be lost and replaced by the backup. Type its name to go on: `;
    // Where there is nobody to answer, the input ends.
    const typed = await Promise.race([lines.question(question), once(lines, "close").then(() => "")]);
    return typed.trim() === database;
  } finally {
    lines.close();
  }
}

function describeRestored({ at, rows, offers, keys }: Restored): string {
  return [
    "",
    `Restored: everything up to ${at.toISOString()}, ${rows.toLocaleString("en")} rows. ${keys}`,
    "",
    `The ${offers === 1 ? "pool" : `pools of ${offers.toLocaleString("en")} offers`} came back frozen: nobody is given a code until an instructor has reconciled ` +
      "what was given since the backup (“What needs you now” on the course’s dashboard leads there).",
    "Everybody signs in anew. Jobs and mails that waited at the time of the backup are not done again; messages among them are marked as uncertain.",
    "A reminder or daily mail that went out since the backup may go out once more.",
    "People who were removed, scrubbed or forgotten since the backup are back as they were: remove and forget them again.",
    "The heads of the audit trail that are kept outside the database are ahead of it now: npm run audit -- resume puts that on record.",
    "Then start the portal.",
  ].join("\n");
}

loadEnvFile();
await main(process.argv.slice(2)).catch(reportFailure);
