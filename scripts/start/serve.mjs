// The portal's web server: a process of its own under scripts/start/main.ts, which tells it when to stop. It ends when
// its parent is gone, however that happened, so that nothing is left running.
import { createServer } from "node:http";
import next from "next";

const LONGEST_FINISH = 15_000;

const [hostname, portText] = process.argv.slice(2);
const port = Number(portText);
let isStopping = false;

// Ctrl-C reaches every process of the terminal; the parent decides what it means.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => void stop());
process.on("disconnect", () => void stop());
process.on("message", (message) => {
  if (message === "stop") void stop();
});

const app = next({ dev: false, dir: process.cwd(), hostname, port });
const server = createServer();

server.once("error", (error) => {
  process.send?.({ failed: error.code === "EADDRINUSE" || error.code === "EACCES" ? "port" : error.message });
  process.exitCode = 1;
  process.disconnect?.();
});

await app.prepare();
const handle = app.getRequestHandler();
server.on("request", (request, response) => void handle(request, response));
server.listen(port, hostname, () => process.send?.({ listening: server.address().port }));

// Takes no new requests, lets the running ones and the worker finish, and ends.
async function stop() {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(0), LONGEST_FINISH).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await globalThis.bursarWorker?.stop().catch(() => undefined);
  await app.close().catch(() => undefined);
  process.exit(0);
}
