import { recordRetirement, type SealingProgress, sealAnew, startSealingAnew } from "@/features/credits/keys/commands";
import { countImportsAtWork, countSealed } from "@/features/credits/keys/queries";
import { explainStillNeeded } from "@/features/credits/keys/rules";
import { keyIdentifier } from "@/server/crypto";
import { createDatabase, type Database } from "@/server/db";
import type { KeyRing } from "@/server/key-ring";
import { describeKeys } from "./keys/describe-keys";
import { addKey, changeRing, makeKey, putFirst, takeOut } from "./keys/ring-file";
import { loadEnvFile } from "./load-env-file";
import { openDatabase } from "./open-database";
import { readMigrationStatus } from "./prisma/migration-status";
import { reportFailure, SetupProblem } from "./setup-problem";
import { readSettings, type Settings } from "./start/check-settings";

// npm run keys -- status · rotate · add · first ID · reseal · retire ID (docs/keys.md)

const USAGE =
  "Use npm run keys -- status, rotate, add, first ID, reseal, or retire ID. docs/keys.md says when to use which.";

type Work = { database: Database; ring: KeyRing; file: string | undefined; id: string };

const COMMANDS: Record<string, { run: (work: Work) => Promise<string>; needsId?: boolean } | undefined> = {
  status: { run: async ({ database, ring }) => describeKeys({ ring, sealed: await countSealed(database) }) },
  rotate: {
    run: async (work) => {
      const key = makeKey();
      await changeRing({ file: fileOf(work), change: addKey({ key, place: "first", day: today() }) });
      return announceFirst({ ...work, id: keyIdentifier(Buffer.from(key, "base64")) });
    },
  },
  add: {
    run: async (work) => {
      const key = makeKey();
      await changeRing({ file: fileOf(work), change: addKey({ key, place: "last", day: today() }) });
      const id = keyIdentifier(Buffer.from(key, "base64"));
      return `The key ${id} is the last of the ring: it opens and does not seal. Bring the file to every portal and worker, and keep a copy of it; then: npm run keys -- first ${id}`;
    },
  },
  first: {
    needsId: true,
    run: async (work) => {
      if (work.file) await changeRing({ file: work.file, change: putFirst(work.id) });
      else if (work.ring.first().id !== work.id) refuseWithoutFile(work);
      return announceFirst(work);
    },
  },
  reseal: {
    run: async ({ database, ring }) => {
      const { done, unreadable } = await sealAnew({ pool: database.pool, ring, tell: showProgress });
      const rest = unreadable === 0 ? "" : ` ${unreadable} rows cannot be opened and were left as they are.`;
      return `${done} rows were sealed anew by the key ${ring.first().id}.${rest}`;
    },
  },
  retire: {
    needsId: true,
    run: async (work) => {
      const { database, ring, id } = work;
      // In this order: what an import that is at work now has sealed would be seen by neither in the other.
      const atWork = await countImportsAtWork(database);
      const sealed = await countSealed(database);
      const problem = explainStillNeeded({ id, first: ring.first().id, sealed, atWork });
      if (problem) throw new SetupProblem(problem);
      if (!work.file) return `Nothing is sealed by ${id} any more: take it out of ${ring.source}.`;
      await changeRing({ file: work.file, change: takeOut(id) });
      await recordRetirement({ prisma: database.prisma, keyId: id });
      return `The key ${id} is out of the ring. Backups from before need it: keep it with them as long as you keep them. A running portal forgets it at its next start.`;
    },
  },
};

async function announceFirst({ database, id }: Work): Promise<string> {
  await startSealingAnew({ prisma: database.prisma, keyId: id });
  return `The key ${id} seals from now on. Keep a copy of the file before anything else: without it nobody can read what it seals. The worker seals the older rows anew; how far it is: npm run keys -- status`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function fileOf(work: Work): string {
  return work.file ?? refuseWithoutFile(work);
}

function refuseWithoutFile({ ring }: Work): never {
  throw new SetupProblem(
    `The keys come from ${ring.source}, which this command cannot change. Change them there as docs/keys.md says, or keep them in a file that CODE_KEYS_FILE names.`,
  );
}

/** One line that changes on a terminal; a line now and then elsewhere. */
function showProgress({ done, total }: SealingProgress): void {
  const line = `Sealed anew: ${done} of ${total}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done >= total ? "\n" : ""}`);
  else if (done >= total || done % 10_000 < 500) console.error(line);
}

async function work({ environment, variables }: Settings, command: (of: Work) => Promise<string>, id: string) {
  const { url, close } = await openDatabase({ databaseUrl: environment.databaseUrl, migrationDatabaseUrl: undefined });
  try {
    if ((await readMigrationStatus({ databaseUrl: url })).missing.length > 0) {
      throw new SetupProblem("The database is not up to date: run npm run db:migrate first.");
    }
    const database = createDatabase({ url, connections: 2 });
    try {
      console.log(await command({ database, ring: environment.codeRing, file: variables.CODE_KEYS_FILE, id }));
    } finally {
      await database.prisma.$disconnect();
      await database.pool.end();
    }
  } finally {
    await close();
  }
}

async function main([name = "", id]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command || (command.needsId && !/^[0-9a-f]{8}$/.test(id ?? ""))) throw new SetupProblem(USAGE);
  loadEnvFile();
  await work(readSettings(process.env), command.run, id ?? "");
}

await main(process.argv.slice(2)).catch(reportFailure);
