import { inject } from "vitest";
import { createDatabase, type Database } from "@/server/db";
import { cloneDatabase } from "./clone-database";

/** A migrated, empty database of one test file's own. `drop` closes its connections and removes it. */
export interface TestDatabase extends Database {
  url: string;
  drop(): Promise<void>;
}

/** Makes one; call it in `beforeAll` and its `drop` in `afterAll`. `connections` is the size of the pool (default 12). */
export async function createTestDatabase({ connections }: { connections?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await cloneDatabase(inject("testServer"));
  const database = createDatabase({ url, connections });
  return {
    ...database,
    url,
    drop: async () => {
      await database.prisma.$disconnect();
      await database.pool.end();
      await drop();
    },
  };
}
