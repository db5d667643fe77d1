import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BUILD_COPY } from "@/e2e/fixtures/portal";
import { expect, test } from "@/e2e/fixtures/test";
import { checkMatrix } from "./check-matrix";
import { NOT_ASKED, RIGHTS, ROLES } from "./list-rights";

// Deny by default; what one may not see and what does not exist answer alike. Every route of the build has its row.

function listRoutes(): string[] {
  return Object.values(JSON.parse(readFileSync(join(BUILD_COPY, "app-path-routes-manifest.json"), "utf8")));
}

test("every route of the build has a row in the matrix, and no row is left over (T7)", () => {
  const rows = [...Object.keys(RIGHTS), ...Object.keys(NOT_ASKED)].sort();
  expect(rows).toEqual([...new Set(listRoutes())].sort());
});

for (const role of ROLES) {
  test(`${role}: own course, another's, and none (T7)`, async ({ data, ground }) => {
    await checkMatrix({ role, data, url: ground.url });
  });
}
