import { PrismaAdapter } from "@auth/prisma-adapter";
import type { Account, Profile, User } from "next-auth";
import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import { z } from "zod";
import { emailAddress } from "@/lib/email-address";
import type { Prisma } from "../db";
import { enterUser } from "./enter-user";

const verifiedShape = z.object({ email: emailAddress, email_verified: z.literal(true) });

/**
 * Lets somebody in whose address the provider says it has verified; without that word (or with anything but a plain `true`) a stranger
 * could enter an address at the provider and be its owner here. Answers false to refuse.
 *
 * The address of today decides, not that of the first time: where the same identity now comes with another one, the old link is
 * taken away, and next-auth links it anew, by the new address. Institutions give an address that became free to the next person.
 */
export async function admitVerified({
  db,
  user,
  account,
  profile,
}: {
  db: Prisma;
  user: Pick<User, "email">;
  account: Pick<Account, "provider" | "providerAccountId"> | null;
  profile?: Profile;
}): Promise<boolean> {
  const verified = verifiedShape.safeParse(profile);
  if (!verified.success || !account) {
    return false;
  }
  if (user.email !== verified.data.email) {
    const { provider, providerAccountId } = account;
    await db.account.deleteMany({ where: { provider, providerAccountId } });
  }
  return true;
}

/** The adapter for Prisma, with two changes: a new person's address counts as verified, and the provider's tokens are not kept. */
export function providerAdapter(db: Prisma): Adapter {
  // The adapter is written for the old client's class, of which our generated one has every method that it calls.
  const adapter = PrismaAdapter(db as unknown as Parameters<typeof PrismaAdapter>[0]) as Adapter;
  return {
    ...adapter,
    createUser: async ({ email }: Omit<AdapterUser, "id">) => {
      const user = await enterUser(db, { email });
      return { ...user, emailVerified: new Date() };
    },
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      await db.account.create({ data: { userId, type, provider, providerAccountId } });
    },
  };
}
