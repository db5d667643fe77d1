import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { enterUser } from "./enter-user";
import { admitVerified, providerAdapter } from "./provider-accounts";

let database: TestDatabase;
const account = { provider: "oidc", providerAccountId: "subject-1" };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const admit = (profile: object, known = "ada@example.org") =>
  admitVerified({ db: database.prisma, user: { email: known }, account, profile });

describe("admitVerified", () => {
  it.each([
    [{ email: "ada@example.org", email_verified: true }, true],
    [{ email: "ADA@Example.org", email_verified: true }, true],
    [{ email: "ada@example.org", email_verified: false }, false],
    [{ email: "ada@example.org" }, false],
    [{ email: "ada@example.org", email_verified: "true" }, false],
    [{ email: "ada@example.org", email_verified: 1 }, false],
    [{ email_verified: true }, false],
    [{ email: "ada", email_verified: true }, false],
  ])("answers %j with %s", async (profile, admitted) => {
    expect(await admit(profile)).toBe(admitted);
  });

  it("unlinks an identity whose verified address is another one now, and leaves the others", async () => {
    const ada = await enterUser(database.prisma, { email: "ada@example.org" });
    await database.prisma.account.create({ data: { userId: ada.id, type: "oauth", ...account } });
    await database.prisma.account.create({
      data: { userId: ada.id, type: "oauth", provider: "oidc", providerAccountId: "subject-2" },
    });
    const linked = () =>
      database.prisma.account.findMany({ select: { providerAccountId: true }, orderBy: { providerAccountId: "asc" } });
    expect(await admit({ email: "ada@example.org", email_verified: true })).toBe(true);
    expect(await linked()).toHaveLength(2);
    expect(await admit({ email: "bo@example.org", email_verified: true })).toBe(true);
    expect(await linked()).toEqual([{ providerAccountId: "subject-2" }]);
  });
});

describe("providerAdapter", () => {
  it("takes a new person's address as verified, and keeps none of the provider's tokens", async () => {
    const adapter = providerAdapter(database.prisma);
    const user = await adapter.createUser?.({ email: "new@example.org", name: "New", emailVerified: null });
    await adapter.linkAccount?.({
      userId: user?.id ?? "",
      type: "oauth",
      provider: "oidc",
      providerAccountId: "subject-3",
      access_token: "canary-access",
      id_token: "canary-id",
      refresh_token: "canary-refresh",
    });
    const { rows } = await database.pool.query(
      "SELECT * FROM users u JOIN accounts a ON a.user_id = u.id WHERE u.email = 'new@example.org'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].email_verified).toBeInstanceOf(Date);
    expect(JSON.stringify(rows)).not.toContain("canary");
    expect(await adapter.getUserByAccount?.({ provider: "oidc", providerAccountId: "subject-3" })).toMatchObject({
      email: "new@example.org",
    });
  });
});
