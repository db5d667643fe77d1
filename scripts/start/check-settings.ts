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
  const settings = readSettings(source);
  const { port, host } = settings.environment;
  if (!(await isPortFree({ port, host }))) throw new SetupProblem(describeBusyPort({ port, host }));
  return settings;
}

const CODE_KEYS = ["CODE_KEY", "CODE_KEY_FILE", "CODE_KEYS", "CODE_KEYS_FILE"];

/** The same without a look at the port, for commands that work beside a running portal. */
export function readSettings(source: Record<string, string | undefined>): Settings {
  const demonstration = (source.DEMONSTRATION || (source.DATABASE_URL ? "off" : "on")) === "on";
  const given = Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const { CODE_KEYS_FILE, ...secrets } = demonstration ? loadSecrets(".data/secrets.json") : {};
  const hasKeys = given.some(([name]) => CODE_KEYS.includes(name));
  const variables = {
    ...secrets,
    ...(CODE_KEYS_FILE && !hasKeys ? { CODE_KEYS_FILE } : {}),
    ...Object.fromEntries(given),
    DEMONSTRATION: source.DEMONSTRATION || (demonstration ? "on" : "off"),
    NODE_ENV: "production",
  };
  return { variables, environment: readChecked(variables) };
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
