import { afterAll, beforeAll, expect, it } from "vitest";
import { enterUser } from "@/server/auth/enter-user";
import { createDatabase, type Database } from "@/server/db";
import { grantAdministrator, listAdministrators, revokeAdministrator } from "./administrators";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;

// As the owner, as npm run admin connects: the portal's role may not make administrators.
let owner: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDatabase({ url: database.ownerUrl, connections: 2 });
});
afterAll(async () => {
  await owner.prisma.$disconnect();
  await owner.pool.end();
  await database.drop();
});

it("grants once, takes away once, tells which, and keeps a record of both", async () => {
  const of = { db: owner.prisma, email: "ines@example.org" };
  const user = await enterUser(database.prisma, of);
  expect(await revokeAdministrator(of)).toBe(false);
  expect(await grantAdministrator(of)).toBe(true);
  expect(await grantAdministrator(of)).toBe(false);
  expect(await listAdministrators(of)).toEqual(["ines@example.org"]);
  expect(await revokeAdministrator(of)).toBe(true);
  expect(await revokeAdministrator(of)).toBe(false);
  expect(await listAdministrators(of)).toEqual([]);
  const events = await database.prisma.auditEvent.findMany({
    select: { act: true, subjectId: true },
    orderBy: { id: "asc" },
  });
  expect(events).toEqual([
    { act: "administrator.granted", subjectId: "ines@example.org" },
    { act: "administrator.withdrawn", subjectId: "ines@example.org" },
  ]);
  const { sessionVersion } = await database.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(sessionVersion).toBe(user.sessionVersion + 1);
});

it("refuses the portal's role to make an administrator", async () => {
  const of = { db: database.prisma, email: "mallory@example.org" };
  await expect(grantAdministrator(of)).rejects.toThrow("permission denied");
});
