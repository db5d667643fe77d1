import pg from "pg";
import { SetupProblem } from "@/scripts/setup-problem";
import { parseDatabaseUrl } from "./parse-database-url";

const OLDEST_VERSION = 15;

/**
 * Throws a SetupProblem with one sentence unless the database answers, lets us in and is PostgreSQL 15 or newer. `setting` is the
 * name of the setting that holds the address, for the sentence.
 */
export async function checkDatabase(databaseUrl: string, setting = "DATABASE_URL"): Promise<void> {
  const { parts } = parseDatabaseUrl(databaseUrl, setting);
  const client = new pg.Client({ ...parts, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    version = Math.floor((rows[0]?.version ?? 0) / 10_000);
  } catch (error) {
    throw describeDatabaseFailure({ error, databaseUrl, setting });
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version >= OLDEST_VERSION) return;
  throw new SetupProblem(
    `The database at ${parts.host}:${parts.port} is PostgreSQL ${version}, and Bursar needs ${OLDEST_VERSION} or newer. ` +
      "Upgrade that server, or leave DATABASE_URL out to use the built-in one.",
  );
}

/** Turns the failure of a connection into a sentence that says what is wrong and what to do; other faults stay as they are. */
function describeDatabaseFailure(failure: { error: unknown; databaseUrl: string; setting: string }): Error {
  const { error, databaseUrl, setting } = failure;
  if (!(error instanceof Error)) return new Error(String(error));
  const { parts } = parseDatabaseUrl(databaseUrl, setting);
  const place = `${parts.host}:${parts.port}`;
  const code = "code" in error ? String(error.code) : "";
  const sentence = SENTENCES[code]?.({ place, database: parts.database, user: parts.user ?? "", setting });
  if (sentence) return new SetupProblem(sentence);
  if (/timeout/i.test(error.message)) return new SetupProblem(unreachable({ place, setting }));
  if (/SSL|TLS|certificate/i.test(error.message) || /CERT/.test(code)) {
    return new SetupProblem(
      `The secure connection to the database at ${place} failed (${error.message}): set sslmode in ${setting} to what that server offers.`,
    );
  }
  if (/password must be a string/.test(error.message))
    return new SetupProblem(refused({ place, user: parts.user ?? "", setting }));
  return new SetupProblem(`The database at ${place} does not answer as a PostgreSQL should: ${error.message}`);
}

type Place = { place: string; database: string; user: string; setting: string };

const unreachable = ({ place, setting }: Pick<Place, "place" | "setting">) =>
  `No database answers at ${place}: start PostgreSQL there, or correct the host and port in ${setting}.`;
const refused = ({ place, user, setting }: Omit<Place, "database">) =>
  `The database at ${place} does not let the user "${user}" in: correct the name and password in ${setting}.`;

const SENTENCES: Record<string, ((place: Place) => string) | undefined> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ENOTFOUND: ({ place, setting }) => `The host of the database (${place}) is not known: correct it in ${setting}.`,
  EAI_AGAIN: ({ place, setting }) => `The host of the database (${place}) is not known: correct it in ${setting}.`,
  "28P01": refused,
  "28000": refused,
  "3D000": ({ place, database, setting }) =>
    `There is no database "${database}" at ${place}: create it there (createdb ${database}), or correct its name in ${setting}.`,
  "53300": ({ place }) =>
    `The database at ${place} has no free connection: raise its max_connections or end other programs that use it.`,
  "57P03": ({ place }) => `The database at ${place} is still starting up or shutting down: try again in a moment.`,
};
