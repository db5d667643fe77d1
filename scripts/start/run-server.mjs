// A web server under the supervision of scripts/start/start-serving.ts: it says when it listens, stops when it is told to, and
// ends when its parent is gone, however that happened, so that nothing is left running.
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { answerFaults } from "./answer-faults.mjs";
import { ALLOWED_METHODS } from "./guard-answers.mjs";

const LONGEST_FINISH = 15_000;
/** A proxy in front may name its requests; anything else could be somebody writing into our log. */
const REQUEST_ID = /^[A-Za-z0-9_.:-]{8,128}$/;

/**
 * Serves on the host and port of the command line. `open` prepares the portal and answers with its request handler and with a
 * function to call when the last request is answered.
 */
export async function runServer(open) {
  const [hostname, portText] = process.argv.slice(2);
  const port = Number(portText);
  const server = createServer();
  let portal;
  let isStopping = false;

  // Takes no new requests, lets the running ones finish, and ends.
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    globalThis.bursarIsStopping = true;
    setTimeout(() => process.exit(0), LONGEST_FINISH).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await closed;
    await portal?.close().catch(() => undefined);
    process.exit(0);
  };
  // Ctrl-C reaches every process of the terminal; the parent decides what it means.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", stop);
  process.on("disconnect", stop);
  process.on("message", (message) => {
    if (message === "stop") stop();
  });
  server.once("error", (error) => {
    process.send?.({ failed: error.code === "EADDRINUSE" || error.code === "EACCES" ? "port" : error.message });
    process.exitCode = 1;
    process.disconnect?.();
  });

  portal = await open({ hostname, port });
  // server/request-context.ts reads it: one storage for all of Next's bundles.
  const requests = new AsyncLocalStorage();
  globalThis.bursarRequests = requests;
  server.on("request", (request, response) => {
    const asked = request.headers["x-request-id"];
    const requestId = REQUEST_ID.test(asked ?? "") ? asked : randomUUID();
    response.setHeader("X-Request-Id", requestId);
    answerFaults({ request, response });
    const peer = request.socket.remoteAddress;
    const forwardedFor = request.headers["x-forwarded-for"];
    requests.run({ requestId, peer, forwardedFor }, () => void portal.handle(request, response));
  });
  // Node hands a request for a tunnel to nobody else. The portal is no proxy.
  server.on("connect", (_request, socket) => {
    socket.on("error", () => undefined);
    socket.end(
      `HTTP/1.1 405 Method Not Allowed\r\nAllow: ${ALLOWED_METHODS}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  });
  server.listen(port, hostname, () => process.send?.({ listening: server.address().port }));
}
