import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { BUILD_COPY } from "@/e2e/fixtures/portal";
import { expect, test } from "@/e2e/fixtures/test";
import { buildGround } from "./build-ground";
import { MAY, NOT_ASKED, RIGHTS, ROLES, type Role } from "./list-rights";

// T7: deny by default; what one may not see and what does not exist answer alike. Every route of the build has its row.

function listRoutes(): string[] {
  return Object.values(JSON.parse(readFileSync(join(BUILD_COPY, "app-path-routes-manifest.json"), "utf8")));
}

const fill = (route: string, parameters: Record<string, string>) =>
  route.replace(/\[(\w+)\]/g, (_, name: string) => parameters[name] ?? `no-${name}`);

type Answer = "in" | "nothing here" | "sign in" | `status ${number}`;

async function ask(browser: APIRequestContext, path: string): Promise<Answer> {
  const answer = await browser.get(path, { maxRedirects: 0 });
  const to = answer.headers().location ?? "";
  if (answer.status() === 404) return "nothing here";
  if (answer.status() < 400) return /\/sign-in(\?|$)/.test(to) && !path.startsWith("/sign-in") ? "sign in" : "in";
  return `status ${answer.status()}`;
}

test("every route of the build has a row in the matrix, and no row is left over", () => {
  const rows = [...Object.keys(RIGHTS), ...Object.keys(NOT_ASKED)].sort();
  expect(rows).toEqual([...new Set(listRoutes())].sort());
});

for (const role of ROLES) {
  test(`${role}: own course, another's, and none`, async ({ data, openAs, browser, ground, allowNoise }) => {
    allowNoise(/status of 404/);
    const own = await buildGround(data);
    const person = role === "anonymous" ? null : own.people[role];
    const page = person ? await openAs(person) : await (await browser.newContext({ baseURL: ground.url })).newPage();
    const foreign = (await buildGround(data)).parameters;
    for (const [route, right] of Object.entries(RIGHTS)) {
      const may = (MAY[right] as readonly Role[]).includes(role);
      const denied = role === "anonymous" ? "sign in" : "nothing here";
      expect(await ask(page.request, fill(route, own.parameters)), route).toBe(may ? "in" : denied);
      if (route.includes("[")) {
        const anywhere = role === "administrator" && may;
        expect(await ask(page.request, fill(route, foreign)), `another's ${route}`).toBe(anywhere ? "in" : denied);
        expect(await ask(page.request, fill(route, {})), `missing ${route}`).toBe(denied);
      }
    }
    await page.context().close();
  });
}
