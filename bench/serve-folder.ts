import { fork } from "node:child_process";
import { resolve } from "node:path";
import { findFreePort } from "@/scripts/postgres/find-free-port";

export type Served = { url: string; pid: number; stop: () => Promise<void> };

/** Serves a built Next application as `npm start` does, on a free port of loopback. */
export async function serveFolder({
  folder,
  variables = {},
}: {
  folder: string;
  variables?: Record<string, string>;
}): Promise<Served> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = fork(resolve("scripts/start/serve.mjs"), ["127.0.0.1", String(port)], {
    cwd: folder,
    env: { ...process.env, ...variables, PORT: String(port), PUBLIC_URL: url, NODE_ENV: "production" },
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise<void>((done, fail) => {
    child.once("exit", () => fail(new Error(`the application in ${folder} did not start`)));
    child.on("message", (message: { listening?: number }) =>
      message.listening ? done() : fail(new Error("it did not listen")),
    );
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = new Promise((done) => child.once("exit", done));
      child.send("stop");
      await ended;
    },
  };
}
