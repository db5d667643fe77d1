import type pg from "pg";
import { createDatabase, type Database } from "@/server/db";

/** Where a command is broken off: at its nth statement (from 1; BEGIN and COMMIT count), before it was sent or after it was answered. */
export type Break = { at: number; moment: "before" | "after" };

class BrokenOff extends Error {
  override name = "BrokenOff";
}

type Query = (...args: unknown[]) => Promise<unknown> | undefined;

/**
 * Connects to a database as the portal does, and throws `BrokenOff` once, at the given statement. Whatever comes after it, such as a
 * rollback, goes through. `hasBroken` tells whether the command came so far.
 */
export function breakDatabase({ url, at, moment }: Break & { url: string }): Database & {
  hasBroken: () => boolean;
  close: () => Promise<void>;
} {
  const database = createDatabase({ url, connections: 2 });
  let sent = 0;
  database.pool.on("connect", (client) => {
    const query = client.query.bind(client) as Query;
    const broken: Query = (...args) => {
      sent += 1;
      if (sent !== at) return query(...args);
      const error = new BrokenOff(`${moment} statement ${at}`);
      const callback = args.at(-1);
      // The pool itself asks by callback, Prisma by promise.
      const isCallback = typeof callback === "function";
      const plain = isCallback ? args.slice(0, -1) : args;
      const outcome = (moment === "after" ? Promise.resolve(query(...plain)) : Promise.resolve()).then(() => {
        throw error;
      });
      if (!isCallback) return outcome;
      outcome.catch((reason: unknown) => callback(reason));
      return undefined;
    };
    client.query = broken as pg.PoolClient["query"];
  });
  return {
    ...database,
    hasBroken: () => sent >= at,
    close: async () => {
      await database.prisma.$disconnect();
      await database.pool.end();
    },
  };
}
