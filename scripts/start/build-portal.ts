import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SetupProblem } from "@/scripts/setup-problem";
import { hashSources } from "./hash-sources";

const STAMP = ".next/built-from";
const LOG = ".data/build.log";

/**
 * A build must be the same wherever it runs and hold no secret: it gets none of the portal's settings. A page that wants one
 * while it is built fails here, and must be rendered on request.
 */
const SETTINGS =
  /^(DATABASE_|MIGRATION_|SESSION_|CODE_KEY|FINGERPRINT_KEY|AUDIT_|SMTP_|MAIL_|OIDC_|DEMONSTRATION|PUBLIC_URL|NEXTAUTH_)/;

/** Builds the portal unless the last build was made from these very sources. Answers whether it had to. */
export async function buildPortal({ say }: { say: (detail: string) => void }): Promise<boolean> {
  const sources = hashSources(process.cwd());
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return false;
  rmSync(STAMP, { force: true });
  mkdirSync(".data", { recursive: true, mode: 0o700 });
  const code = await runBuild(say);
  if (code !== 0) {
    const words = readFileSync(LOG, "utf8").trimEnd().split("\n").slice(-30).join("\n");
    throw new SetupProblem(`The portal could not be built. The end of ${LOG}:\n\n${words}`);
  }
  writeFileSync(STAMP, sources);
  return true;
}

function runBuild(say: (detail: string) => void): Promise<number> {
  const settings = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const log = createWriteStream(LOG);
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...Object.fromEntries(settings), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", CI: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      log.write(chunk);
      const stage = chunk
        .match(/(Creating an optimized|Compiled|Collecting page data|Generating static pages)/g)
        ?.at(-1);
      if (stage) say(STAGES[stage] ?? "");
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", stop);
      log.end(() => resolve(code ?? 1));
    });
  });
}

const STAGES: Record<string, string> = {
  "Creating an optimized": "compiling",
  Compiled: "compiled",
  "Collecting page data": "looking through the pages",
  "Generating static pages": "writing the fixed pages",
};
