import { ensureDatabase } from "./postgres/ensure-database";
import { keepPostgresRunning } from "./postgres/keep-postgres-running";
import { startEmbeddedPostgres } from "./postgres/start-embedded-postgres";

const FOLDER = ".data/postgres";
/** Name of the portal's database on the built-in server. */
const DATABASE = "bursar";

/** A database to work on; `close` stops the built-in server again if it was started for this. */
export interface OpenDatabase {
  url: string;
  isEmbedded: boolean;
  close(): Promise<void>;
}

/**
 * The database of DATABASE_URL, or without it the portal's built-in one, which is started unless it runs already. With
 * `keep` it becomes ours: it is started again when it dies (`giveUp` is called when that fails), and `close` stops it.
 * Without, a server that was running already belongs to a running portal and is left alone.
 */
export async function openDatabase(options: {
  databaseUrl: string | undefined;
  onProgress?: (message: string) => void;
  keep?: { giveUp: () => void };
}): Promise<OpenDatabase> {
  if (options.databaseUrl) return { url: options.databaseUrl, isEmbedded: false, close: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: FOLDER, onProgress: options.onProgress });
  await ensureDatabase({ serverUrl: server.urlFor("postgres"), name: DATABASE });
  const url = server.urlFor(DATABASE);
  const close = options.keep
    ? keepPostgresRunning({ dataDir: FOLDER, server, ...options.keep })
    : async () => (server.adopted ? undefined : server.stop());
  return { url, isEmbedded: true, close };
}
