import { existsSync } from "node:fs";

/** Adds the settings of the file .env, if there is one, to the environment, which outranks it. As npm start does. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
