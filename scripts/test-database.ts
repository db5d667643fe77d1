import pg from "pg";
import { inject } from "vitest";
import { createDatabase, type Database } from "@/server/db";
import { cloneDatabase } from "./clone-database";

/**
 * A migrated, empty database of one test file's own. `pool` and `prisma` are the portal's role, so that a missing right shows;
 * `owner` may do everything, for what the portal never does. `drop` closes all connections and removes the database.
 */
export interface TestDatabase extends Database {
  url: string;
  ownerUrl: string;
  owner: pg.Pool;
  drop(): Promise<void>;
}

/** Makes one; call it in `beforeAll` and its `drop` in `afterAll`. `connections` is the size of the pool (default 12). */
export async function createTestDatabase({ connections }: { connections?: number } = {}): Promise<TestDatabase> {
  const { url, ownerUrl, drop } = await cloneDatabase(inject("testServer"));
  const database = createDatabase({ url, connections });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // An idle connection that the server drops must not end the test's process.
  owner.on("error", () => {});
  return {
    ...database,
    url,
    ownerUrl,
    owner,
    drop: async () => {
      await database.prisma.$disconnect();
      await database.pool.end();
      await owner.end();
      await drop();
    },
  };
}
