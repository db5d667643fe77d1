import { ensureDatabase } from "./postgres/ensure-database";
import { PORTAL_ROLE } from "./postgres/ensure-portal-role";
import { keepPostgresRunning } from "./postgres/keep-postgres-running";
import { startEmbeddedPostgres } from "./postgres/start-embedded-postgres";
import { checkDatabase } from "./prisma/check-database";
import { readRolePowers } from "./prisma/read-role-powers";
import { SetupProblem } from "./setup-problem";

const FOLDER = ".data/postgres";
/** Name of the portal's database on the built-in server. */
const DATABASE = "bursar";

/** A database to work on; `close` stops the built-in server again if it was started for this. */
export interface OpenDatabase {
  /** As the role that the portal runs as. */
  url: string;
  /** As the owner, who migrates; null where only the portal's role is known here. */
  ownerUrl: string | null;
  /** The portal's role, if it is another than the owner: whom the migrations give its rights. */
  portalRole: string | undefined;
  isEmbedded: boolean;
  close(): Promise<void>;
}

/** DATABASE_URL and MIGRATION_DATABASE_URL as the settings have them; neither for the built-in database. */
export interface DatabaseAddresses {
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
}

/** The two addresses as they stand in the environment. */
export const readAddresses = (): DatabaseAddresses => ({
  databaseUrl: process.env.DATABASE_URL || undefined,
  migrationDatabaseUrl: process.env.MIGRATION_DATABASE_URL || undefined,
});

/** The owner's address. Refuses, in a sentence, where only the portal's role is known; `what` is what needs the owner. */
export function demandOwner({ ownerUrl }: OpenDatabase, what: string): string {
  if (ownerUrl) return ownerUrl;
  throw new SetupProblem(
    `${what} needs the owner of the database, and DATABASE_URL is the address of the portal's role: set MIGRATION_DATABASE_URL to the owner's.`,
  );
}

/**
 * The database of DATABASE_URL, or without it the portal's built-in one, which is started unless it runs already. With
 * `keep` it becomes ours: it is started again when it dies (`giveUp` is called when that fails), and `close` stops it.
 * Without, a server that was running already belongs to a running portal and is left alone.
 */
export async function openDatabase(
  options: DatabaseAddresses & { onProgress?: (message: string) => void; keep?: { giveUp: () => void } },
): Promise<OpenDatabase> {
  if (options.databaseUrl) return openGiven({ ...options, databaseUrl: options.databaseUrl });
  const server = await startEmbeddedPostgres({ dataDir: FOLDER, onProgress: options.onProgress });
  await ensureDatabase({ serverUrl: server.urlFor("postgres"), name: DATABASE });
  const close = options.keep
    ? keepPostgresRunning({ dataDir: FOLDER, server, ...options.keep })
    : async () => (server.adopted ? undefined : server.stop());
  return {
    url: server.portalUrlFor(DATABASE),
    ownerUrl: server.urlFor(DATABASE),
    portalRole: PORTAL_ROLE,
    isEmbedded: true,
    close,
  };
}

/** A site's own database. Without MIGRATION_DATABASE_URL its one role is the owner, unless it has a portal's few rights. */
async function openGiven(addresses: {
  databaseUrl: string;
  migrationDatabaseUrl: string | undefined;
}): Promise<OpenDatabase> {
  const { databaseUrl: url, migrationDatabaseUrl } = addresses;
  const close = async () => undefined;
  await checkDatabase(url);
  const portal = await readRolePowers(url);
  if (!migrationDatabaseUrl) {
    const ownerUrl = portal.powers.length > 0 ? url : null;
    return { url, ownerUrl, portalRole: undefined, isEmbedded: false, close };
  }
  await checkDatabase(migrationDatabaseUrl, "MIGRATION_DATABASE_URL");
  const owner = await readRolePowers(migrationDatabaseUrl);
  const portalRole = owner.name === portal.name ? undefined : portal.name;
  return { url, ownerUrl: migrationDatabaseUrl, portalRole, isEmbedded: false, close };
}
