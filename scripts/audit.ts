import { readSeal, type Verdict, verifyTrail } from "@/features/audit/seals/queries";
import { createDatabase, type Database } from "@/server/db";
import { appendHead, HeadFileProblem, readHeads } from "@/server/head-file";
import { loadEnvFile } from "./load-env-file";
import { openDatabase, readAddresses } from "./open-database";
import { reportFailure, SetupProblem } from "./setup-problem";
import { loadSecrets } from "./start/load-secrets";

// npm run audit -- verify · resume

const USAGE = "Use npm run audit -- verify, or npm run audit -- resume after a backup was restored.";

type Command = (of: {
  pool: Database["pool"];
  key: Buffer;
  headFile: string;
}) => Promise<{ says: string; code: number }>;

const COMMANDS: Record<string, Command | undefined> = {
  verify: async ({ pool, key, headFile }) => {
    const verdict = await verifyTrail({ pool, key, heads: readHeads(headFile) });
    return verdict.ok ? { says: describeVerdict({ verdict, headFile }), code: 0 } : { says: verdict.sentence, code: 1 };
  },
  // A restored backup ends before the heads that were told since. The operator says so once, in the file, for everybody to read.
  resume: async ({ pool, key, headFile }) => {
    const whole = await verifyTrail({ pool, key, heads: readHeads(headFile) });
    if (whole.ok)
      return { says: "The trail reaches its head outside the database: there is nothing to resume.", code: 0 };
    const inside = await verifyTrail({ pool, key, heads: noHeads() });
    if (!inside.ok) return { says: `${inside.sentence} A trail that is wrong in itself is not resumed.`, code: 1 };
    const after = (await readSeal({ pool }))?.number ?? 0;
    await appendHead(headFile, { resumedAfter: after, at: new Date().toISOString() });
    return { says: `The trail goes on after seal ${after}; ${headFile} says so from now on.`, code: 0 };
  },
};

async function* noHeads() {
  // Nothing was told outside.
}

function describeVerdict({ verdict, headFile }: { verdict: Extract<Verdict, { ok: true }>; headFile: string }): string {
  const { seals, events, until, unsealed, heads } = verdict;
  const rest = unsealed === 0 ? "Nothing is left to seal." : `${unsealed} newer events are not sealed yet.`;
  if (!until) return `The audit trail has no seal yet. ${rest}`;
  const outside =
    heads === 0
      ? `No head was found in ${headFile}, so a cut tail would not show.`
      : `It reaches its head outside the database (${heads} compared).`;
  return `The audit trail is whole: ${events} events under ${seals} seals, up to ${until.toISOString()}. ${outside} ${rest}`;
}

function readKey(isBuiltIn: boolean): Buffer {
  const kept = isBuiltIn || process.env.DEMONSTRATION === "on" ? loadSecrets(".data/secrets.json") : {};
  const key = Buffer.from(process.env.AUDIT_KEY || kept.AUDIT_KEY || "", "base64");
  if (key.length === 32) return key;
  throw new SetupProblem("AUDIT_KEY must be the 32 bytes in base64 that the portal seals its trail with.");
}

async function main([name = ""]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command) throw new SetupProblem(USAGE);
  loadEnvFile();
  const addresses = readAddresses();
  const key = readKey(addresses.databaseUrl === undefined);
  const headFile = process.env.AUDIT_HEAD_FILE || ".data/audit-heads.jsonl";
  // The portal's own role is enough: it may read the trail.
  const database = await openDatabase({ ...addresses, migrationDatabaseUrl: undefined });
  const { pool, prisma } = createDatabase({ url: database.url, connections: 2 });
  try {
    const { says, code } = await command({ pool, key, headFile });
    console.log(says);
    process.exitCode = code;
  } catch (error) {
    throw error instanceof HeadFileProblem ? new SetupProblem(error.message) : error;
  } finally {
    await prisma.$disconnect();
    await pool.end();
    await database.close();
  }
}

await main(process.argv.slice(2)).catch(reportFailure);
