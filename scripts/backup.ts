import { resolve } from "node:path";
import { backUp } from "./backup/back-up";
import { loadEnvFile } from "./load-env-file";
import { demandOwner, openDatabase, readAddresses } from "./open-database";
import { reportFailure, SetupProblem } from "./setup-problem";

// npm run backup -- FILE

async function main([file]: string[]): Promise<void> {
  if (!file || file.startsWith("-")) throw new SetupProblem("Say where to: npm run backup -- FILE.");
  const database = await openDatabase(readAddresses());
  try {
    const databaseUrl = demandOwner(database, "A backup");
    const { at, rows } = await backUp({ databaseUrl, file: resolve(file), say: console.log });
    console.log(
      `\n${file} holds everything up to ${at.toISOString()} by the database’s clock, ${rows.toLocaleString("en")} rows.\n` +
        "Keep it as safe as the database: names, addresses and the encrypted codes are in it.\n" +
        "The keys are not. Without the code keys and FINGERPRINT_KEY no code in it can be read again: keep them and AUDIT_KEY too, " +
        "in another place (of the demonstration: .data/secrets.json and .data/code-keys).",
    );
  } finally {
    await database.close();
  }
}

loadEnvFile();
await main(process.argv.slice(2)).catch(reportFailure);
