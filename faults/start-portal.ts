import { type ChildProcess, fork } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { findFreePort } from "@/scripts/postgres/find-free-port";
import { SESSION_SECRET } from "./enrol-people";
import type { Surroundings } from "./scenario";

/** A portal in a process of its own, which can be killed and started again at the same address. */
export type Portal = {
  url: string;
  pid: () => number | undefined;
  /** `kill -9`; answers when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again after a kill; answers when it listens. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

const REAL = "scripts/start/serve.mjs";
const CARELESS = "faults/careless-portal.mjs";

/**
 * Starts the built portal as `npm start` serves it; as a control, the careless one that keeps no promise. The worker is off unless a
 * mail server is given, so that the jobs of what was done can be counted.
 */
export async function startPortal({
  surroundings: { build, folder },
  name,
  databaseUrl,
  smtpUrl,
  isCareless = false,
  settings = {},
}: {
  surroundings: Pick<Surroundings, "build" | "folder">;
  name: string;
  databaseUrl: string;
  smtpUrl?: string;
  isCareless?: boolean;
  settings?: Record<string, string>;
}): Promise<Portal> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, `${name}.log`), { flags: "a" });
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_DIST_DIR: build,
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DEMONSTRATION: "off",
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl ?? "smtp://127.0.0.1:9",
    WORKER: smtpUrl ? "on" : "off",
    MAIL_FROM: "Bursar <bursar@example.org>",
    SESSION_SECRET,
    CODE_KEY: TEST_KEYS.codeKey.toString("base64"),
    AUDIT_KEY: Buffer.alloc(32, 3).toString("base64"),
    AUDIT_HEAD_FILE: join(folder, `${name}-audit-heads.jsonl`),
    FINGERPRINT_KEY: TEST_KEYS.fingerprintKey.toString("base64"),
    ...settings,
  };
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (how: (running: ChildProcess) => void) => {
    if (!child || !isRunning()) return;
    const gone = new Promise((resolve) => child?.once("exit", resolve));
    how(child);
    await gone;
  };
  const start = async () => {
    const script = isCareless ? CARELESS : REAL;
    child = fork(script, ["127.0.0.1", String(port)], { env, execArgv: [], stdio: ["ignore", "pipe", "pipe", "ipc"] });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    await waitUntilListening({ child, name });
  };
  await start();
  return {
    url,
    pid: () => (isRunning() ? child?.pid : undefined),
    start,
    kill: () => end((running) => running.kill("SIGKILL")),
    stop: () => end((running) => (running.connected ? running.send("stop") : running.kill("SIGTERM"))),
  };
}

function waitUntilListening({ child, name }: { child: ChildProcess; name: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The portal ${name} did not start. Its words are in its log.`));
    child.once("exit", fail);
    child.once("message", (message: { listening?: number }) => {
      child.off("exit", fail);
      if (message.listening) resolve();
      else fail();
    });
  });
}
