import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listFiles } from "@/scripts/structure/list-files";
import { TABLE_GRANTS } from "./portal-grants";
import { readMigrations } from "./read-migrations";
import { readSchema } from "./read-schema";

// What the portal's sources do to each table, read off their text, against what its role may do: a right that is missing would only
// show on the day that somebody needs it, and one that nothing needs would never show.

const SOURCES = /^(app|features|server|lib)\/.*[.]tsx?$|^(worker|watch)[.]ts$/;
const PRISMA_ACTS: [RegExp, string][] = [
  [/^(find|count|groupBy|aggregate)/, "SELECT"],
  [/^(create|upsert)/, "INSERT"],
  [/^(update|upsert)/, "UPDATE"],
  [/^delete/, "DELETE"],
];
const SQL_ACTS: [RegExp, string][] = [
  [/\bINSERT INTO\s+"?(\w+)/g, "INSERT"],
  [/\bUPDATE\s+"?([a-z]\w+)/g, "UPDATE"],
  [/\bDELETE FROM\s+"?(\w+)/g, "DELETE"],
  [/\b(?:FROM|JOIN)\s+"?([a-z]\w+)/g, "SELECT"],
  // COPY … FROM STDIN, by server/copy-rows.ts.
  [/\bTARGET =\s+["`](\w+)/g, "INSERT"],
  // rate-limiter-flexible, by server/limits.ts: an upsert.
  [/\btableName:\s+"(\w+)"/g, "INSERT"],
  [/\btableName:\s+"(\w+)"/g, "UPDATE"],
  // SEALED_TABLES of features/credits/keys, whose statements are put together from it.
  [/^ {2}(\w+): \{\s+place:/gm, "UPDATE"],
  // An upsert and a lock of rows need UPDATE as well.
  [/\bINSERT INTO\s+(\w+)(?:(?!`|INSERT INTO)[\s\S])*?ON CONFLICT[^`]*?DO UPDATE/g, "UPDATE"],
  [/(?<!\(SELECT 1 )\bFROM (\w+)(?:(?![`;]|\bFROM )[\s\S])*?FOR (?:NO KEY )?UPDATE(?! OF)/g, "UPDATE"],
];

/** Each model's table, by the name that the client has for it. */
function readTables(): Map<string, string> {
  const text = readSchema()
    .map(({ content }) => content)
    .join("\n");
  return new Map(
    [...text.matchAll(/^model (\w)(\w*) \{([\s\S]*?)^\}/gm)].map(([, first = "", rest = "", body = ""]) => [
      first.toLowerCase() + rest,
      /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "",
    ]),
  );
}

function readNeeds(): Map<string, Set<string>> {
  const tables = readTables();
  const needs = new Map([...tables.values()].map((table) => [table, new Set<string>()]));
  const sources = listFiles(".").filter((path) => SOURCES.test(path) && !/[.]test[.]/.test(path));
  const functions = readMigrations().migrationDirectories.flatMap(({ migrationFile }) =>
    migrationFile.content.tag === "ok"
      ? (migrationFile.content.value.match(/CREATE[^;]*FUNCTION[\s\S]*?^(?:END )?\$\$/gm) ?? [])
      : [],
  );
  for (const text of [...sources.map((path) => readFileSync(path, "utf8")), ...functions]) {
    for (const [, model = "", act = ""] of text.matchAll(/\.(\w+)\s*\.(\w+)\(/g)) {
      const rights = needs.get(tables.get(model) ?? "");
      for (const [name, right] of PRISMA_ACTS) if (name.test(act)) rights?.add(right);
    }
    for (const [pattern, right] of SQL_ACTS) {
      for (const [, table = ""] of text.matchAll(pattern)) needs.get(table)?.add(right);
    }
  }
  // An INSERT by Prisma, and an UPDATE or DELETE of certain rows, read as well.
  for (const rights of needs.values()) if (rights.size > 0) rights.add("SELECT");
  return needs;
}

describe("the rights of the portal's role", () => {
  const needs = readNeeds();

  it("are stated for every table, also where it has none", () => {
    expect(Object.keys(TABLE_GRANTS).filter((table) => table !== "_prisma_migrations")).toEqual(
      [...needs.keys()].sort(),
    );
  });

  it.each([...needs])("on %s are what its code needs, and no more", (table, rights) => {
    expect([...(TABLE_GRANTS[table] ?? [])].sort()).toEqual([...rights].sort());
  });
});
