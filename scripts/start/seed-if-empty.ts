import { existsSync, rmSync, writeFileSync } from "node:fs";
import pg from "pg";

/** There while the demonstration is being put in, so that a start that was killed in the middle is noticed. */
const MARKER = ".data/seeding";

/** Empties the built-in database when the last start was killed while it put the demonstration in. */
export async function beginAgainIfHalfSeeded(databaseUrl: string): Promise<void> {
  if (!existsSync(MARKER)) return;
  const url = new URL(databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  rmSync(MARKER);
}

/** Puts the demonstration into a database that has no course and no person yet. Answers whether it did. */
export async function seedIfEmpty(options: { databaseUrl: string; variables: Record<string, string> }) {
  // The seed encrypts codes with the portal's own keys, which it reads as the portal does.
  Object.assign(process.env, options.variables);
  const { createDatabase } = await import("@/server/db");
  const { pool, prisma } = createDatabase({ url: options.databaseUrl, connections: 4 });
  try {
    const { rows } = await pool.query("SELECT EXISTS (SELECT FROM courses) OR EXISTS (SELECT FROM users) AS used");
    if (rows[0]?.used) return false;
    const { seedDemonstration } = await import("@/prisma/seed");
    writeFileSync(MARKER, "");
    await seedDemonstration({ pool, prisma });
    rmSync(MARKER);
    return true;
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}
