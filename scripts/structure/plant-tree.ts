import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const installed = { next: "1.0.0", "next-auth": "1.0.0", nodemailer: "1.0.0", zod: "1.0.0", "@prisma/client": "1.0.0" };

/** A portal in miniature that keeps every rule; tests of the structure check plant violations into it. */
const KEPT: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "stub",
    type: "module",
    dependencies: installed,
    devDependencies: { vitest: "1.0.0" },
  }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } },
  }),
  "middleware.ts": 'import { NextResponse } from "next/server";\nexport const middleware = () => NextResponse;',
  "worker.ts":
    'import { tasks } from "@/features/credits/jobs";\nimport { start } from "@/server/jobs";\nexport const run = () => start(tasks);',
  "instrumentation.ts":
    'import { run } from "./worker";\nexport const register = () => process.env.NEXT_RUNTIME && run();',
  "app/(participant)/page.tsx":
    'import { load } from "@/features/credits/loaders";\nimport { Card } from "@/features/credits/components/card";\nexport default async () => Card(await load());',
  "content/guides/index.ts": 'import { aws } from "@/content/guides/aws/guide";\nexport const guides = [aws];',
  "content/guides/aws/guide.ts": 'import { formatDay } from "@/lib/dates";\nexport const aws = formatDay;',
  "content/guides/other/guide.ts": "export const other = 1;",
  "components/ui/button.tsx": 'import { formatDay } from "@/lib/dates";\nexport const Button = formatDay;',
  "lib/dates.ts": "export const formatDay = (day: Date) => day.toISOString();",
  "lib/one.ts": "export const one = 1;",
  "lib/two.ts": 'import { one } from "@/lib/one";\nexport const two = one;',
  "server/db.ts":
    'import { client } from "@/prisma/generated/client";\nexport type Prisma = object;\nexport const database = () => client;',
  "server/env.ts": "export const environment = () => process.env;",
  "server/jobs.ts": "export const start = (tasks: unknown) => tasks;",
  "server/mailer.ts": 'import { createTransport } from "nodemailer";\nexport const send = () => createTransport;',
  "server/loader.ts": "export const guarded = (read: () => unknown) => read;",
  "server/auth/session.ts": "export const readSession = () => null;",
  "server/auth/end-sessions.ts": "export const endAll = () => null;",
  "prisma/generated/client.ts": "export const client = {};",
  "prisma/factories/build-course.ts": "export const buildCourse = () => 1;",
  "features/audit/commands.ts": 'import type { Prisma } from "@/server/db";\nexport const record = (_db: Prisma) => 1;',
  "features/courses/access.ts": 'import { database } from "@/server/db";\nexport const prove = () => database();',
  "features/courses/commands.ts":
    'import { endAll } from "@/server/auth/end-sessions";\nimport { record } from "@/features/audit/commands";\nexport const remove = () => [endAll(), record({})];',
  "features/roster/queries.ts": "export const list = () => 1;",
  "features/offers/queries.ts": "export const list = () => 1;",
  "features/guides/queries.ts": "export const list = () => 1;",
  "features/messages/queries.ts": "export const list = () => 1;",
  "features/reports/queries.ts": "export const list = () => 1;",
  "features/credits/rules.ts": 'import { z } from "zod";\nexport const may = (now: Date) => z && now > new Date(0);',
  "features/credits/queries.ts":
    'import { client } from "@/prisma/generated/client";\nexport type View = { at: Date };\nexport const read = (_from: unknown): View => ({ at: new Date(String(client)) });',
  "features/credits/commands.ts":
    'import { record } from "@/features/audit/commands";\nimport { may } from "./rules";\nexport const claim = (now: Date) => may(now) && record({});',
  "features/credits/requests/commands.ts":
    'import { claim } from "@/features/credits/commands";\nexport const approve = claim;',
  "features/credits/loaders.ts":
    'import { prove } from "@/features/courses/access";\nimport { database } from "@/server/db";\nimport { guarded } from "@/server/loader";\nimport { read } from "./queries";\nexport const load = guarded(() => prove() && read({ prisma: database() }));',
  "features/credits/actions.ts":
    '"use server";\nimport { claim } from "./commands";\nexport const claimAction = async () => claim(new Date(0));',
  "features/credits/jobs.ts":
    'import { send } from "@/server/mailer";\nimport { write } from "./emails/mail";\nimport { read } from "./queries";\nexport const tasks = { mail: () => [send(), write({ at: new Date(0) }), read(null)] };',
  "features/credits/components/card.tsx":
    '"use client";\nimport { claimAction } from "../actions";\nimport type { View } from "../queries";\nexport const Card = (_view: View) => claimAction;',
  "features/credits/emails/mail.tsx":
    'import type { View } from "../queries";\nexport const write = (view: View) => view;',
  "features/credits/rules.test.ts":
    'import { it } from "vitest";\nimport { may } from "./rules";\nit("judges", () => may);',
  "features/credits/commands.db.test.ts":
    'import { remove } from "@/features/courses/commands";\nimport { record } from "@/features/audit/commands";\nimport { approve } from "./requests/commands";\nimport { claim } from "./commands";\nexport const all = [remove, record, approve, claim];',
  "scripts/check.ts": 'import { run } from "@/worker";\nconsole.log(run(), process.env.HOME);',
};

/** Packages as npm would have installed them: enough to be found and named. */
const PACKAGES = {
  next: ["server", "link", "headers"],
  "next-auth": ["jwt"],
  nodemailer: [],
  zod: [],
  vitest: [],
  "@prisma/client": [],
  undeclared: [],
} as const;

/** Writes the miniature portal with `planted` on top into a folder of its own; `remove` takes it away. */
export function plantTree(planted: Record<string, string>): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "bursar-structure-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  };
  for (const [path, text] of Object.entries({ ...KEPT, ...planted })) write(path, text);
  for (const [name, doors] of Object.entries(PACKAGES)) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    for (const door of ["index", ...doors]) write(`node_modules/${name}/${door}.js`, "module.exports = {};");
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
