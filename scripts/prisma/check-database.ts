import pg from "pg";
import { SetupProblem } from "@/scripts/setup-problem";
import { parseDatabaseUrl } from "./parse-database-url";

const OLDEST_VERSION = 15;

/** Throws a SetupProblem with one sentence unless the database answers, lets us in and is PostgreSQL 15 or newer. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const { parts } = parseDatabaseUrl(databaseUrl);
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
    throw describeDatabaseFailure({ error, databaseUrl });
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
function describeDatabaseFailure({ error, databaseUrl }: { error: unknown; databaseUrl: string }): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { parts } = parseDatabaseUrl(databaseUrl);
  const place = `${parts.host}:${parts.port}`;
  const code = "code" in error ? String(error.code) : "";
  const sentence = SENTENCES[code]?.({ place, database: parts.database, user: parts.user ?? "" });
  if (sentence) return new SetupProblem(sentence);
  if (/timeout/i.test(error.message)) return new SetupProblem(unreachable(place));
  if (/SSL|TLS|certificate/i.test(error.message) || /CERT/.test(code)) {
    return new SetupProblem(
      `The secure connection to the database at ${place} failed (${error.message}): set sslmode in DATABASE_URL to what that server offers.`,
    );
  }
  if (/password must be a string/.test(error.message))
    return new SetupProblem(refused({ place, user: parts.user ?? "" }));
  return new SetupProblem(`The database at ${place} does not answer as a PostgreSQL should: ${error.message}`);
}

type Place = { place: string; database: string; user: string };

const unreachable = (place: string) =>
  `No database answers at ${place}: start PostgreSQL there, or correct the host and port in DATABASE_URL.`;
const refused = ({ place, user }: { place: string; user: string }) =>
  `The database at ${place} does not let the user "${user}" in: correct the name and password in DATABASE_URL.`;

const SENTENCES: Record<string, ((place: Place) => string) | undefined> = {
  ECONNREFUSED: ({ place }) => unreachable(place),
  ECONNRESET: ({ place }) => unreachable(place),
  EHOSTUNREACH: ({ place }) => unreachable(place),
  ENETUNREACH: ({ place }) => unreachable(place),
  ETIMEDOUT: ({ place }) => unreachable(place),
  ENOTFOUND: ({ place }) => `The host of the database (${place}) is not known: correct it in DATABASE_URL.`,
  EAI_AGAIN: ({ place }) => `The host of the database (${place}) is not known: correct it in DATABASE_URL.`,
  "28P01": refused,
  "28000": refused,
  "3D000": ({ place, database }) =>
    `There is no database "${database}" at ${place}: create it there (createdb ${database}), or correct its name in DATABASE_URL.`,
  "53300": ({ place }) =>
    `The database at ${place} has no free connection: raise its max_connections or end other programs that use it.`,
  "57P03": ({ place }) => `The database at ${place} is still starting up or shutting down: try again in a moment.`,
};
