import { EventEmitter } from "node:events";
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQueryable } from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";

/** PostgreSQL's one-byte `"char"`, which Prisma's adapter refuses, and the padded `char(n)`, which it reads. */
const CHAR = 18;
const PADDED_CHAR = 1042;
/** Put behind the name of such a column between the two places below; no column of the catalogue has it. */
const MARK = "\u0001";

/**
 * Lets an adapter read `"char"` columns, of which the catalogue is full. On the wire their type is replaced by one that the
 * adapter knows; in its answer they become characters, because the schema engine panics on a text there.
 */
export function readCharColumns({ pool, adapter }: { pool: Pool; adapter: SqlDriverAdapter }): void {
  pool.on("connect", (client) => {
    const connection: unknown = "connection" in client ? client.connection : undefined;
    if (!(connection instanceof EventEmitter)) throw new Error("pg has changed: its client shows no connection.");
    connection.prependListener("rowDescription", (message: { fields: { name: string; dataTypeID: number }[] }) => {
      for (const field of message.fields) {
        if (field.dataTypeID !== CHAR) continue;
        field.dataTypeID = PADDED_CHAR;
        field.name += MARK;
      }
    });
  });
  restoreCharacters(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    restoreCharacters(transaction);
    return transaction;
  };
}

function restoreCharacters(queryable: SqlQueryable): void {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isMarked = result.columnNames.map((name) => name.endsWith(MARK));
    return {
      ...result,
      columnNames: result.columnNames.map((name) => name.replace(MARK, "")),
      columnTypes: result.columnTypes.map((type, index) => (isMarked[index] ? ColumnTypeEnum.Character : type)),
    };
  };
}
