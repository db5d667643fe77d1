import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { SetupProblem } from "@/scripts/setup-problem";
import { describeBusyPort } from "./check-settings";

/** A running web server of the portal. */
export interface PortalServer {
  port: number;
  stop(): Promise<void>;
}

interface ServeOptions {
  variables: Record<string, string>;
  host: string;
  port: number;
  giveUp: () => void;
  /** Absolute path of the script of the web server. */
  serverScript: string;
}

const LONGEST_START = 120_000;
const LONGEST_STOP = 20_000;
/** A server that lived shorter than this and died is not started again: it would only die again. */
const SHORTEST_LIFE = 10_000;

/**
 * Starts the web server as a child process and answers when it listens. When it dies it is started again; `giveUp` is called
 * when that makes no sense. `stop` lets the running requests finish.
 */
export async function startServing(options: ServeOptions): Promise<PortalServer> {
  let isStopping = false;
  let child = launch(options);
  const port = await waitUntilListening({ ...options, child });
  const watch = () => {
    const began = Date.now();
    child.once("exit", async () => {
      if (isStopping) return;
      if (Date.now() - began < SHORTEST_LIFE) return options.giveUp();
      console.error("The portal has ended unexpectedly; starting it again.");
      child = launch(options);
      watch();
      await waitUntilListening({ ...options, child }).catch(options.giveUp);
    });
  };
  watch();
  return {
    port,
    stop: async () => {
      isStopping = true;
      await stopChild(child);
    },
  };
}

function launch({ variables, host, port, serverScript }: ServeOptions): ChildProcess {
  return fork(serverScript, [host, String(port)], {
    env: { ...variables, NODE_ENV: "production" },
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function waitUntilListening(options: ServeOptions & { child: ChildProcess }): Promise<number> {
  const { child, host, port } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new SetupProblem("The portal did not start within two minutes. Look at the messages above."));
    }, LONGEST_START);
    child.on("message", (message: { listening?: number; failed?: string }) => {
      clearTimeout(timer);
      if (message.listening !== undefined) resolve(message.listening);
      else
        reject(new SetupProblem(message.failed === "port" ? describeBusyPort({ port, host }) : String(message.failed)));
    });
    child.once("exit", () => {
      clearTimeout(timer);
      reject(new SetupProblem("The portal ended while it was starting. Its own words are above."));
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  if (child.connected) child.send("stop");
  const inTime = await Promise.race([exited.then(() => true), delay(LONGEST_STOP, false, { ref: false })]);
  if (!inTime) child.kill("SIGKILL");
  await exited;
}
