import { fileURLToPath } from "node:url";
import type { Lock } from "@/scripts/process-lock.mjs";
import { reportFailure } from "@/scripts/setup-problem";
import { findIssuerProblem } from "@/server/auth/check-issuer";
import { buildPortal } from "./build-portal";
import { checkMailServer } from "./check-mail-server";
import { checkSettings, type Settings } from "./check-settings";
import { prepareDatabase } from "./prepare-database";
import { type PortalServer, startServing } from "./start-serving";
import type { Steps } from "./steps";
import { watchForTheEnd } from "./watch-for-the-end";

/** What the last two steps run; the tests of a start bring a web server that needs no build. */
export interface Parts {
  build: typeof buildPortal;
  serverScript: string;
}

const PRODUCT: Parts = { build: buildPortal, serverScript: fileURLToPath(new URL("serve.mjs", import.meta.url)) };

/**
 * Steps 2 to 6 of npm start. On any failure it says what is wrong, stops what it started, and the process ends with 1;
 * otherwise it goes on until it is told to stop.
 */
export async function main(options: {
  steps: Steps;
  lock: Extract<Lock, { isMine: true }>;
  parts?: Parts;
}): Promise<void> {
  const cleanups: (() => Promise<void>)[] = [];
  const shutDown = async () => {
    // In the reverse order: the portal finishes its requests before its database goes.
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(reportFailure);
  };
  const end = watchForTheEnd({ shutDown });
  try {
    await start({ ...options, parts: options.parts ?? PRODUCT, cleanups, end });
  } catch (error) {
    if (end.isNear()) return;
    reportFailure(error);
    await end.finish(1);
  }
}

async function start(options: {
  steps: Steps;
  lock: Extract<Lock, { isMine: true }>;
  parts: Parts;
  cleanups: (() => Promise<void>)[];
  end: { finish(code: number): Promise<void> };
}): Promise<void> {
  const { steps, parts, cleanups, end } = options;
  let settings: Settings | undefined;
  await steps.run("Checking the settings", async () => {
    settings = await checkSettings(process.env);
    const { smtpUrl, smtpTls, oidc } = settings.environment;
    const complaints = await Promise.all([
      smtpUrl ? checkMailServer({ smtpUrl, smtpTls }) : null,
      oidc ? findIssuerProblem(oidc.issuer) : null,
    ]);
    return complaints.filter(Boolean).join("\n") || "all there";
  });
  if (!settings) return;
  const { environment, variables } = settings;
  await prepareDatabase({ steps, environment, variables, cleanups, giveUp: () => void end.finish(1) });
  await steps.run("Building the portal", async (say) =>
    (await parts.build({ say })) ? undefined : "unchanged since the last build",
  );
  let server: PortalServer | undefined;
  await steps.run("Starting the portal", async () => {
    const { host, port } = environment;
    const giveUp = () => void end.finish(1);
    server = await startServing({ variables, host, port, giveUp, serverScript: parts.serverScript });
    cleanups.push(server.stop);
    return undefined;
  });
  options.lock.tell(`open at ${environment.publicUrl}`);
  // On a shared database several portals may run from one folder; only the built-in one is ours alone.
  if (environment.databaseUrl) options.lock.release();
  console.log(describeWelcome(environment));
}

function describeWelcome({ publicUrl, demonstration, host, port }: Settings["environment"]): string {
  const lines = demonstration
    ? [
        `Bursar is ready. Open ${publicUrl}`,
        "This is the demonstration: the sign-in page offers its invented people, one press each, and its mails are shown in the portal.",
      ]
    : [
        `Bursar is ready for ${publicUrl}; it listens on ${host}:${port}.`,
        "People sign in with a mail to their enrolled address.",
      ];
  return ["", ...lines, "Ctrl+C stops it."].join("\n");
}
