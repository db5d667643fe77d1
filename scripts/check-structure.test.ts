import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { checkTree, type TreeReport } from "./structure/check-tree";
import { plantTree } from "./structure/plant-tree";

const use = (path: string) => `import * as it from "${path}";\nexport const used = it;`;
const lines = (count: number) => Array.from({ length: count }, (_, index) => `  // ${index}`).join("\n");

/** One file for each violation: the rule that must catch it, where it stands, what it says. */
const PLANTED: Array<[rule: string, path: string, text: string]> = [
  // Places and names
  ["top-level", "src/thing.ts", "export const a = 1;"],
  ["top-level", "scratch.ts", "export const a = 1;"],
  ["no-bags", "lib/utils.ts", "export const a = 1;"],
  ["no-bags", "features/offers/components/helpers/field.tsx", "export const a = 1;"],
  ["no-barrels", "components/ui/index.ts", "export const a = 1;"],
  ["no-barrels", "lib/all-dates.ts", 'export { formatDay } from "@/lib/dates";'],
  ["kebab-case", "components/ui/BigButton.tsx", "export const a = 1;"],
  ["feature-vocabulary", "features/payments/queries.ts", "export const a = 1;"],
  ["feature-vocabulary", "features/offers/service.ts", "export const a = 1;"],
  ["feature-vocabulary", "features/offers/access.ts", "export const a = 1;"],
  ["feature-vocabulary", "features/offers/windows/service.ts", "export const a = 1;"],
  ["feature-vocabulary", "features/offers/windows/deeper/queries.ts", "export const a = 1;"],
  ["app-is-urls", "app/(participant)/courses/card.tsx", "export const a = 1;"],

  // What stands in a file
  [
    "use-server-in-actions",
    "features/offers/components/form.tsx",
    'export async function send() {\n  "use server";\n}',
  ],
  ["use-client-at-leaves", "app/(participant)/courses/page.tsx", '"use client";\nexport default () => null;'],
  ["pages-are-thin", "app/(participant)/help/page.tsx", `export default () => {\n${lines(60)}\n};`],
  [
    "actions-are-short",
    "features/offers/actions.ts",
    `"use server";\nexport const act = async () => {\n${lines(14)}\n};`,
  ],
  ["environment-read-once", "server/clock.ts", "export const zone = process.env.TZ;"],
  ["no-console", "features/roster/loaders.ts", "export const load = () => console.log(1);"],
  ["database-clock", "features/guides/rules.ts", "export const late = (day: Date) => day < new Date();"],
  ["database-clock", "features/guides/commands.ts", "export const at = () => Date.now();"],
  // T30: whoever draws or loads a page asks no other clock either.
  ["database-clock", "features/messages/loaders.ts", "export const load = () => ({ now: new Date() });"],
  ["database-clock", "features/guides/components/day.tsx", "export const Day = () => Date();"],
  ["database-clock", "app/(participant)/clock/page.tsx", "export default () => Date.now();"],
  ["database-clock", "server/late.ts", "export const late = (day: Date) => day < new Date();"],
  [
    "doors-hand-the-database-on",
    "features/roster/actions.ts",
    '"use server";\nexport const act = async (db: { prisma: any }) => db.prisma.course.findMany();',
  ],

  // Imports
  ["everything-resolves", "lib/lost.ts", use("@/lib/not-there")],
  ["packages-are-declared", "lib/undeclared.ts", use("undeclared")],
  ["no-cycles", "lib/one.ts", use("@/lib/two")],
  ["nobody-imports-app", "components/ui/page-link.tsx", use("@/app/(participant)/page")],
  ["composition-stays-at-the-top", "server/start.ts", use("@/worker")],
  ["composition-stays-at-the-top", "features/credits/requests/loaders.ts", use("@/features/credits/jobs")],
  ["tools-stay-outside", "server/seed.ts", use("@/prisma/factories/build-course")],
  ["nobody-imports-tests", "features/credits/imports/commands.ts", use("@/features/credits/rules.test")],
  ["no-development-packages", "server/try.ts", use("vitest")],
  ["lib-is-a-leaf", "lib/session.ts", use("@/server/auth/session")],
  ["server-knows-no-feature", "server/offers.ts", use("@/features/offers/queries")],
  ["components-know-no-feature", "components/layout/offer.tsx", use("@/features/offers/queries")],
  ["content-is-data", "content/guides/aws/prices.ts", use("@/server/env")],
  ["one-guide-ignores-the-others", "content/guides/aws/borrowed.ts", use("@/content/guides/other/guide")],
  ["app-reads-through-loaders", "app/(participant)/offers/page.tsx", use("@/features/offers/queries")],
  ["app-reads-through-loaders", "app/api/route.ts", use("@/server/db")],
  ["rules-are-pure", "features/offers/rules.ts", use("@/server/env")],
  ["rules-are-pure", "features/roster/schema.ts", use("node:fs")],
  ["components-call-actions-only", "features/credits/components/list.tsx", use("../queries")],
  ["components-call-actions-only", "features/credits/components/who.tsx", use("@/server/auth/session")],
  ["templates-are-given-everything", "features/credits/emails/asking.tsx", use("../queries")],
  ["templates-are-given-everything", "features/guides/pdf/asking.ts", use("@/server/db")],
  ["database-is-opened-at-the-doors", "features/offers/pdf/rows.ts", use("@/server/db")],
  ["prisma-behind-queries-and-commands", "features/offers/loaders.ts", use("@/prisma/generated/client")],
  ["prisma-behind-queries-and-commands", "features/courses/jobs.ts", use("@prisma/client")],
  ["core-never-reads-the-request", "features/offers/commands.ts", use("@/server/auth/session")],
  ["core-never-reads-the-request", "features/courses/queries.ts", use("next/headers")],
  ["mail-leaves-by-the-worker", "features/roster/commands.ts", use("@/server/mailer")],
  ["infrastructure-behind-server", "features/courses/loaders.ts", use("next-auth")],
  ["middleware-knows-no-rights", "middleware.ts", use("@/server/auth/session")],
  ["links-are-plain", "components/layout/link.tsx", use("next/link")],
  ["order-audit", "features/audit/queries.ts", use("@/features/courses/commands")],
  ["order-courses", "features/courses/loaders.test.ts", use("@/features/roster/queries")],
  ["order-roster", "features/roster/imports/queries.ts", use("@/features/offers/queries")],
  ["order-offers", "features/offers/imports/queries.ts", use("@/features/credits/queries")],
  ["order-credits", "features/credits/imports/queries.ts", use("@/features/guides/queries")],
  ["order-guides", "features/guides/imports/queries.ts", use("@/features/messages/queries")],
  ["order-messages", "features/messages/imports/queries.ts", use("@/features/reports/queries")],
  ["rules-need-a-test", "features/roster/rules.ts", "export const may = true;"],
  ["commands-need-a-db-test", "features/offers/windows/commands.ts", "export const move = true;"],
];

const NO_FLOOR = { files: 0, modules: 0, arrows: 0 };

async function check(planted: Record<string, string>, floors = NO_FLOOR): Promise<TreeReport> {
  const { root, remove } = plantTree(planted);
  try {
    return await checkTree({ root, floors });
  } finally {
    remove();
  }
}

describe("the structure check", () => {
  it("finds nothing in a tree that keeps every rule, and says how much it read", async () => {
    const { violations, read } = await check({});
    expect(violations).toEqual([]);
    expect(read.modules).toBeGreaterThan(30);
    expect(read.arrows).toBeGreaterThan(30);
  }, 60_000);

  it("fails when it reads less than expected, as after an update that makes a reader blind", async () => {
    const { violations } = await check({}, { files: 1000, modules: 1000, arrows: 1000 });
    expect(violations.map(({ rule }) => rule)).toEqual(["floor", "floor", "floor"]);
  }, 60_000);
});

describe("a planted violation", () => {
  const caught: string[] = [];

  beforeAll(async () => {
    const { violations } = await check(Object.fromEntries(PLANTED.map(([, path, text]) => [path, text])));
    caught.push(...violations.map(({ rule, path }) => `${rule} ${path}`));
  }, 60_000);

  it.each(PLANTED)("of %s in %s is caught", (rule, path) => {
    expect(caught).toContain(`${rule} ${path}`);
  });
});

describe("the list of planted violations", () => {
  const seen = new Set(PLANTED.map(([rule]) => rule));

  it("has every rule of .dependency-cruiser.cjs", () => {
    const rules: { forbidden: Array<{ name: string }> } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  it.each(["check-places.ts", "check-contents.ts"])("has every rule of %s", (file) => {
    const text = readFileSync(new URL(`./structure/${file}`, import.meta.url), "utf8");
    const names = [...text.matchAll(/\brule(?::| =) "([a-z-]+)"/g)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
  });
});
