import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("fixtures/serve-slowly.mjs", import.meta.url));
let child: ChildProcess;
afterEach(() => void child.kill("SIGKILL"));

async function serve(): Promise<string> {
  child = fork(SCRIPT, ["127.0.0.1", "0"], { execArgv: [] });
  const [{ listening }] = (await once(child, "message")) as [{ listening: number }];
  return `http://127.0.0.1:${listening}`;
}

/** Sends a request, and comes back when the server has it. */
async function ask(url: string, headers: Record<string, string> = {}) {
  const asked = once(child, "message");
  const answer = fetch(url, { headers });
  const [{ asked: requestId }] = (await asked) as [{ asked: string }];
  return { answer, requestId };
}

test("told to stop, it takes nobody new, answers what it has begun, and ends well", async () => {
  const url = await serve();
  const { answer } = await ask(url);
  const ended = once(child, "exit");
  child.send("stop");
  // A new visitor is turned away as soon as it has heard of it.
  await expect
    .poll(() =>
      fetch(url).then(
        () => "answered",
        () => "turned away",
      ),
    )
    .toBe("turned away");
  child.send("answer");
  expect(await (await answer).text()).toBe("stopping: true");
  expect(await ended).toEqual([0, null]);
});

test("each request has an identifier: its own, or the one that the proxy in front gave it", async () => {
  const url = await serve();
  const named = await ask(url, { "X-Request-Id": "proxy-4f2a91" });
  child.send("answer");
  expect(named.requestId).toBe("proxy-4f2a91");
  expect((await named.answer).headers.get("x-request-id")).toBe("proxy-4f2a91");
});

test("an identifier that could be somebody writing into the log is replaced", async () => {
  const url = await serve();
  const { answer, requestId } = await ask(url, { "X-Request-Id": 'x"},{"level":60' });
  child.send("answer");
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect((await answer).headers.get("x-request-id")).toBe(requestId);
});

test("a request for a tunnel is refused in words: the portal is no proxy", async () => {
  const { hostname, port } = new URL(await serve());
  const socket = connect(Number(port), hostname);
  socket.write("CONNECT mail.example.org:25 HTTP/1.1\r\nHost: mail.example.org:25\r\n\r\n");
  const said = Buffer.concat(await socket.toArray()).toString();
  expect(said).toMatch(/^HTTP\/1\.1 405 /);
});
