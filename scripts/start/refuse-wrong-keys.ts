import { refuseWrongKeys } from "@/features/credits/keys/commands";
import { SetupProblem } from "@/scripts/setup-problem";
import { createDatabase } from "@/server/db";
import type { Environment } from "@/server/env";

/** Throws a SetupProblem when the keys are not the ones of this database, which must be up to date. */
export async function refuseWrongKeysAtStart({
  databaseUrl,
  environment: { codeRing: ring, fingerprintKey, databaseUrl: given },
}: {
  databaseUrl: string;
  environment: Environment;
}): Promise<void> {
  const { pool, prisma } = createDatabase({ url: databaseUrl, connections: 2 });
  try {
    const problem = await refuseWrongKeys({ pool, ring, fingerprintKey });
    if (problem === null) return;
    const wayOut = given
      ? ""
      : " If this is a demonstration that you can do without, delete the folder .data to begin anew.";
    throw new SetupProblem(problem + wayOut);
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}
