import { isPortFree } from "@/scripts/postgres/find-free-port";
import { SetupProblem } from "@/scripts/setup-problem";
import { type Environment, EnvironmentProblem, readEnvironment } from "@/server/env";
import { loadSecrets } from "./load-secrets";

/** What the portal's processes get as their environment, and its checked form. */
export interface Settings {
  variables: Record<string, string>;
  environment: Environment;
}

/**
 * Reads the settings from the environment, adds the demonstration's own secrets, and looks whether the port is free. Throws a
 * SetupProblem with a sentence for each setting that is missing or wrong.
 */
export async function checkSettings(source: Record<string, string | undefined>): Promise<Settings> {
  const demonstration = (source.DEMONSTRATION || (source.DATABASE_URL ? "off" : "on")) === "on";
  const given = Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const variables = {
    ...(demonstration ? loadSecrets(".data/secrets.json") : {}),
    ...Object.fromEntries(given),
    DEMONSTRATION: source.DEMONSTRATION || (demonstration ? "on" : "off"),
    NODE_ENV: "production",
  };
  const environment = readChecked(variables);
  const { port, host } = environment;
  if (!(await isPortFree({ port, host }))) throw new SetupProblem(describeBusyPort({ port, host }));
  return { variables, environment };
}

function readChecked(variables: Record<string, string>): Environment {
  try {
    return readEnvironment(variables);
  } catch (error) {
    if (!(error instanceof EnvironmentProblem)) throw error;
    throw new SetupProblem(
      `${error.message}\nSettings come from the environment or the file .env; .env.example explains each.`,
    );
  }
}

/** The sentence for a port that cannot be had. */
export function describeBusyPort({ port, host }: { port: number; host: string }): string {
  const other = port === 65_535 ? 3000 : port + 1;
  return (
    `Bursar cannot listen on port ${port} of ${host}: another program has it, or this user may not use it. ` +
    `End that program, or choose another port: PORT=${other} npm start`
  );
}
