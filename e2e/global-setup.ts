import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cloneDatabase } from "@/scripts/clone-database";
import { isAlive } from "@/scripts/process-lock.mjs";
import { openTestServer } from "@/scripts/test-server";
import { startOidcProvider } from "./fixtures/oidc-provider";
import { BUILD_COPY, reservePortalUrl, startPortal } from "./fixtures/portal";
import { prepareBuild } from "./fixtures/prepare-build";
import { evidence, runFolder, saveRun } from "./fixtures/run";
import { seedDemonstrationPortal } from "./fixtures/seed-demonstration-portal";
import { startSmtpServer } from "./fixtures/smtp-server";

/**
 * Starts everything that the browser tests talk to, all of it real: two built portals (one on its own people and mails, one as the
 * demonstration) on databases of their own, a mail server, and an OpenID Connect provider. Answers with how to stop it.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const tearDown = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup().catch(console.error);
    }
  };
  try {
    await start(cleanups);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function start(cleanups: (() => Promise<unknown>)[]): Promise<void> {
  removeOldRuns();
  mkdirSync(runFolder, { recursive: true });
  cleanups.push(async () => rmSync(BUILD_COPY, { recursive: true, force: true }));
  await prepareBuild({ to: BUILD_COPY });

  const server = await openTestServer();
  cleanups.push(server.release);
  const [main, demonstration] = [await cloneDatabase(server), await cloneDatabase(server)];
  cleanups.push(main.drop, demonstration.drop);
  await seedDemonstrationPortal({ databaseUrl: demonstration.ownerUrl });

  const [url, demonstrationUrl] = [await reservePortalUrl(), await reservePortalUrl()];
  const smtp = await startSmtpServer({ folder: evidence.mails });
  cleanups.push(smtp.stop);
  const oidc = await startOidcProvider({ redirectUri: `${url}/api/auth/callback/oidc` });
  cleanups.push(oidc.stop);

  const real = {
    DEMONSTRATION: "off",
    SMTP_URL: smtp.url,
    MAIL_FROM: "Bursar <bursar@example.org>",
    OIDC_NAME: "Example University",
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
  };
  cleanups.push(await startPortal({ name: "main", url, settings: { ...real, DATABASE_URL: main.url } }));
  cleanups.push(
    await startPortal({
      name: "demonstration",
      url: demonstrationUrl,
      settings: { DEMONSTRATION: "on", DATABASE_URL: demonstration.url },
    }),
  );
  // The portals run as their own role; what the tests put there and look up is done by the owner.
  saveRun({
    main: { url, databaseUrl: main.ownerUrl, portalDatabaseUrl: main.url },
    demonstration: {
      url: demonstrationUrl,
      databaseUrl: demonstration.ownerUrl,
      portalDatabaseUrl: demonstration.url,
    },
    canary: `CANARY${process.pid}-`,
  });
}

/** Keeps the evidence of the last runs, and of those that are still going on. */
function removeOldRuns(): void {
  const folder = dirname(runFolder);
  if (!existsSync(folder)) {
    return;
  }
  const over = readdirSync(folder).filter((name) => !isAlive(Number(name)));
  for (const name of over.slice(0, -4)) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
