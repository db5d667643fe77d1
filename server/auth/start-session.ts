import { v7 } from "uuid";
import type { Prisma } from "../db";
import { endSession } from "./end-sessions";
import type { EnteredUser } from "./enter-user";
import { beginSession, readSession } from "./session";

/**
 * Gives the browser a session of its own making: whatever cookie it came with (another person's, or one that somebody planted)
 * is replaced, and the session in it ended. Only for an action or a route handler.
 */
export async function startSession({ db, user }: { db: Prisma; user: EnteredUser }): Promise<void> {
  const former = await readSession();
  if (former) {
    await endSession({ db, session: former });
  }
  await beginSession({
    sessionId: v7(),
    userId: user.id,
    sessionVersion: user.sessionVersion,
    email: user.email,
    name: user.name,
  });
}
