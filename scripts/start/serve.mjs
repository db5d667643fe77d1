// The built portal's web server, a process of its own under npm start.
import next from "next";
import { guardAnswers } from "./guard-answers.mjs";
import { runServer } from "./run-server.mjs";

await runServer(async ({ hostname, port }) => {
  const app = next({ dev: false, dir: process.cwd(), hostname, port });
  await app.prepare();
  const close = async () => {
    // The worker (instrumentation.ts) finishes the jobs that it has begun.
    await globalThis.bursarWorker?.stop().catch(() => undefined);
    await app.close();
    await globalThis.bursarWatch?.stop().catch(() => undefined);
  };
  const guard = guardAnswers({ publicUrl: process.env.PUBLIC_URL });
  const answer = app.getRequestHandler();
  const handle = (request, response) => {
    const began = performance.now();
    // Next may rewrite the request's own.
    const path = request.url;
    response.once("finish", () => {
      globalThis.bursarNoteAnswer?.({
        requestId: response.getHeader("X-Request-Id"),
        method: request.method,
        path,
        status: response.statusCode,
        seconds: (performance.now() - began) / 1000,
      });
    });
    return guard(request, response) ? undefined : answer(request, response);
  };
  return { handle, close };
});
