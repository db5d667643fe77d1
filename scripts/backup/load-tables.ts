import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import type { Header } from "./format";
import { writeTarget } from "./list-tables";
import type { Reader } from "./read-archive";

/**
 * A reader that loads each table as it comes. The portal's own triggers must be off meanwhile (`setTriggers`): they would refuse or rewrite
 * what is history. Foreign keys and checks hold. `end` must be called when the file is over.
 */
export function loadTables({ client, say }: { client: pg.Client; say: (line: string) => void }): Reader & {
  end(): Promise<void>;
} {
  let open: { name: string; stream: CopyStreamQuery; over: Promise<void> } | undefined;
  const close = async () => {
    if (!open) return;
    const { name, stream, over } = open;
    open = undefined;
    stream.end();
    await over;
    say(`${name}: ${stream.rowCount.toLocaleString("en")} rows`);
  };
  return {
    piece: async (table, bytes) => {
      if (open?.name !== table.name) {
        await close();
        const stream = client.query(copyFrom(`COPY ${writeTarget(client, table)} FROM STDIN`));
        const over = finished(stream);
        // What the database says against a row is met at the next piece or at the end.
        over.catch(() => undefined);
        open = { name: table.name, stream, over };
      }
      const { stream, over } = open;
      if (!stream.write(bytes)) await Promise.race([once(stream, "drain"), over]);
    },
    end: close,
  };
}

/** Switches the triggers of these tables off, or on again. Those that hold foreign keys are not among them. */
export async function setTriggers({
  client,
  tables,
  on,
}: {
  client: pg.Client;
  tables: Header["tables"];
  on: boolean;
}): Promise<void> {
  for (const { name } of tables) {
    await client.query(`ALTER TABLE ${client.escapeIdentifier(name)} ${on ? "ENABLE" : "DISABLE"} TRIGGER USER`);
  }
}

/** Puts every sequence behind the highest number that is in use. */
export async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT s.oid::regclass::text AS sequence, d.refobjid::regclass::text AS table, a.attname AS column
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
     JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace`,
  );
  for (const { sequence, table, column } of rows) {
    const name = client.escapeIdentifier(column);
    await client.query(
      `SELECT setval($1::text::regclass, coalesce((SELECT max(${name}) FROM ${table}), 0) + 1, false)`,
      [sequence],
    );
  }
}
