import { emailAddress } from "@/lib/email-address";
import { createDatabase, type Prisma } from "@/server/db";
import { clearSecondFactor, grantAdministrator, listAdministrators, revokeAdministrator } from "./administrators";
import { loadEnvFile } from "./load-env-file";
import { demandOwner, type OpenDatabase, openDatabase, readAddresses } from "./open-database";
import { migrateDatabase } from "./prisma/migrate-database";
import { readMigrationStatus } from "./prisma/migration-status";
import { reportFailure, SetupProblem } from "./setup-problem";

// npm run admin -- grant ADDRESS · revoke ADDRESS · reset-second-factor ADDRESS · list

const USAGE = "Use npm run admin -- grant ADDRESS, revoke ADDRESS, reset-second-factor ADDRESS, or list.";

type Command = (of: { db: Prisma; address: string | undefined }) => Promise<string>;

const COMMANDS: Record<string, Command | undefined> = {
  grant: async ({ db, address }) => {
    const email = readAddress(address);
    return (await grantAdministrator({ db, email }))
      ? `${email} may now make courses. Sign in with that address.`
      : `${email} is an administrator already.`;
  },
  revoke: async ({ db, address }) => {
    const email = readAddress(address);
    return (await revokeAdministrator({ db, email }))
      ? `${email} is no administrator any more, and is signed out everywhere.`
      : `${email} is no administrator, so nothing was changed.`;
  },
  "reset-second-factor": async ({ db, address }) => {
    const email = readAddress(address);
    return (await clearSecondFactor({ db, email }))
      ? `${email} has no passkey and no recovery code any more, is signed out everywhere, and is told so by mail.`
      : `${email} had no passkey and no recovery code, so nothing was changed.`;
  },
  list: async ({ db }) => {
    const administrators = await listAdministrators({ db });
    return administrators.length > 0
      ? administrators.join("\n")
      : "There is no administrator yet. Use npm run admin -- grant ADDRESS.";
  },
};

function readAddress(address: string | undefined): string {
  if (address === undefined) {
    throw new SetupProblem(USAGE);
  }
  const read = emailAddress.safeParse(address);
  if (!read.success) {
    throw new SetupProblem(`${address} is not an e-mail address. It looks like name@example.org.`);
  }
  return read.data;
}

/** The built-in database may be new; a site's own is changed by db:migrate and by a start of the portal, and not in passing. */
async function makeReady({ isEmbedded, portalRole, url }: OpenDatabase & { url: string }): Promise<void> {
  if (isEmbedded) {
    await migrateDatabase({ databaseUrl: url, portalRole });
  } else if ((await readMigrationStatus({ databaseUrl: url })).missing.length > 0) {
    throw new SetupProblem("The database is not up to date: run npm run db:migrate first.");
  }
}

async function main([name = "", address]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command) {
    throw new SetupProblem(USAGE);
  }
  if (name !== "list") {
    readAddress(address);
  }
  loadEnvFile();
  const database = await openDatabase(readAddresses());
  try {
    // The portal's own role may read the list and no more: who breaks into the portal must not make administrators.
    const url = name === "list" ? (database.ownerUrl ?? database.url) : demandOwner(database, "Naming administrators");
    await makeReady({ ...database, url });
    const { pool, prisma: db } = createDatabase({ url, connections: 2 });
    try {
      console.log(await command({ db, address }));
    } finally {
      await db.$disconnect();
      await pool.end();
    }
  } finally {
    await database.close();
  }
}

await main(process.argv.slice(2)).catch(reportFailure);
